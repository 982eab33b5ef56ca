//! The ordered batch: the same bytes for any number of threads and any window, and every way a run can end early.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use gleaner::batch::{BatchOptions, BatchReport, Job, Output, run_ordered};

/// Writes the number of each item; slow, heavy or panicking where told.
#[derive(Default)]
struct Numbers {
    /// Items that sleep that many milliseconds.
    slow: Vec<(usize, u64)>,
    /// Items that panic.
    bad: Vec<usize>,
    /// Weight of every item.
    weight: usize,
    /// Length of the output beside the number.
    padding: usize,
    /// How often a scratch was made.
    n_workers: AtomicUsize,
    /// Items being worked on or done but not yet written, and the most there ever were.
    in_flight: AtomicUsize,
    most_in_flight: AtomicUsize,
}

impl Job for Numbers {
    type Item = usize;
    type Worker = Vec<u8>;
    type Outcome = bool;

    fn worker(&self) -> Vec<u8> {
        self.n_workers.fetch_add(1, Ordering::Relaxed);
        Vec::new()
    }

    fn weight(&self, _: &usize) -> usize {
        self.weight
    }

    fn run(&self, item: &mut usize, scratch: &mut Vec<u8>, output: &mut Output<'_>) -> bool {
        let in_flight = self.in_flight.fetch_add(1, Ordering::SeqCst) + 1;
        self.most_in_flight.fetch_max(in_flight, Ordering::SeqCst);
        assert!(output.is_empty(), "buffers come empty");
        assert!(scratch.is_empty(), "a scratch left half-changed by a panic is not used again");
        if let Some((_, pause)) = self.slow.iter().find(|(slow, _)| slow == item) {
            std::thread::sleep(Duration::from_millis(*pause));
        }
        output.extend(format!("{item}\n").bytes());
        let length = output.len() + self.padding;
        output.resize(length, b' ');
        if self.bad.contains(item) {
            scratch.push(1);
            panic!("item {item} is bad");
        }
        true
    }

    fn panicked(&self, item: &mut usize, message: &str, output: &mut Output<'_>) -> bool {
        output.extend(format!("{item}: {message}\n").bytes());
        false
    }
}

fn run(job: &Numbers, n_items: usize, options: BatchOptions) -> (String, BatchReport) {
    let mut written = Vec::new();
    let report = run_ordered(job, 0..n_items, &options, |bytes: &[u8], end| {
        if end.is_some() {
            job.in_flight.fetch_sub(1, Ordering::SeqCst);
        }
        written.extend_from_slice(bytes);
        Ok::<(), ()>(())
    })
    .expect("this sink never fails");
    assert_eq!(report.bytes, written.len() as u64);
    (String::from_utf8(written).expect("digits"), report)
}

fn options(threads: usize, window_items: usize, window_bytes: usize) -> BatchOptions {
    BatchOptions { threads, window_items, window_bytes, ..BatchOptions::default() }
}

#[test]
fn same_bytes_for_any_threads_and_window() {
    let expected: String = (0..3000).map(|item| format!("{item}\n")).collect();
    for threads in [1, 2, 3, 8] {
        for (window_items, window_bytes) in [(0, 0), (1, 1), (2, 1 << 20), (1024, 1), (1024, 250), (1024, 64 << 20)] {
            // The first item is slow, so everything after it has to wait in the window; weights are beyond some windows.
            let job = Numbers { slow: vec![(0, 30), (7, 3)], weight: 100, ..Numbers::default() };
            let (written, report) = run(&job, 3000, options(threads, window_items, window_bytes));
            assert!(written == expected, "threads {threads}, window {window_items} items, {window_bytes} bytes");
            assert_eq!(report, BatchReport { items: 3000, panics: 0, bytes: expected.len() as u64 });
            assert_eq!(job.n_workers.into_inner(), threads, "one scratch a thread");
        }
    }
}

#[test]
fn no_items_no_calls() {
    let report = run(&Numbers::default(), 0, options(4, 8, 8)).1;
    assert_eq!(report, BatchReport::default());
}

#[test]
fn the_window_bounds_items_in_flight() {
    let job = Numbers { slow: vec![(0, 50)], ..Numbers::default() };
    run(&job, 500, options(4, 16, usize::MAX));
    let most = job.most_in_flight.into_inner();
    assert!(most <= 16, "{most} in flight");
    assert!(most > 4, "the others read ahead while the first is slow: {most}");
}

#[test]
fn the_window_bounds_bytes_in_flight() {
    // Input weight: at most ten items of 100 fit into 1000.
    let job = Numbers { slow: vec![(0, 50)], weight: 100, padding: 98, ..Numbers::default() };
    run(&job, 500, options(4, 1024, 1000));
    let most = job.most_in_flight.into_inner();
    assert!(most <= 10, "{most} in flight");
    // Output length counts as well: weightless items, 1000 bytes out each, 10,000 bytes allowed.
    let job = Numbers { slow: vec![(0, 50)], weight: 0, padding: 998, ..Numbers::default() };
    run(&job, 500, options(2, 1024, 10_000));
    let most = job.most_in_flight.into_inner();
    assert!(most <= 14, "{most} in flight");
}

#[test]
fn an_item_heavier_than_the_window_goes_alone() {
    let job = Numbers { weight: 1 << 40, ..Numbers::default() };
    let (written, _) = run(&job, 50, options(4, 1024, 1));
    assert_eq!(written.lines().count(), 50);
    assert_eq!(job.most_in_flight.into_inner(), 1);
}

#[test]
fn a_panic_is_the_outcome_of_its_item() {
    let job = Numbers { bad: vec![3, 4, 90], ..Numbers::default() };
    let (written, report) = run(&job, 100, options(2, 8, 1 << 20));
    assert_eq!(report, BatchReport { items: 100, panics: 3, bytes: written.len() as u64 });
    let expected: String = (0..100)
        .map(|item| if job.bad.contains(&item) { format!("{item}: item {item} is bad\n") } else { format!("{item}\n") })
        .collect();
    assert_eq!(written, expected);
}

#[test]
fn an_error_of_the_sink_ends_the_run() {
    for threads in [1, 2, 8] {
        let job = Numbers::default();
        let mut n_written = 0;
        // Endless items: the run ends because the sink refuses the eleventh.
        let result = run_ordered(&job, 0.., &options(threads, 4, 1 << 20), |_: &[u8], end| {
            n_written += usize::from(end.is_some());
            if n_written > 10 { Err("full") } else { Ok(()) }
        });
        assert_eq!(result, Err("full"));
        assert_eq!(n_written, 11);
    }
}

#[test]
fn panics_elsewhere_reach_the_caller_and_nobody_hangs() {
    let job = Numbers::default();
    let options = options(4, 4, 1 << 20);
    let in_iterator = catch_unwind(AssertUnwindSafe(|| {
        let items = (0..100).inspect(|item| assert!(*item < 50, "the iterator breaks"));
        run_ordered(&job, items, &options, |_: &[u8], _| Ok::<(), ()>(()))
    }));
    assert!(in_iterator.is_err());
    let in_sink = catch_unwind(AssertUnwindSafe(|| {
        run_ordered(&job, 0.., &options, |_: &[u8], _| -> Result<(), ()> { panic!("the sink breaks") })
    }));
    assert!(in_sink.is_err());

    /// Panics in `panicked` too.
    struct Hopeless;
    impl Job for Hopeless {
        type Item = usize;
        type Worker = ();
        type Outcome = ();
        fn worker(&self) {}
        fn weight(&self, _: &usize) -> usize {
            1
        }
        fn run(&self, item: &mut usize, (): &mut (), _: &mut Output<'_>) {
            assert!(*item != 20, "first");
        }
        fn panicked(&self, _: &mut usize, _: &str, _: &mut Output<'_>) {
            panic!("second");
        }
    }
    let in_job =
        catch_unwind(AssertUnwindSafe(|| run_ordered(&Hopeless, 0.., &options, |_: &[u8], _| Ok::<(), ()>(()))));
    assert!(in_job.is_err());
}

/// Writes the number of each item many times, handing on what there is.
struct Long {
    /// Items with that many kilobytes of output, the others have one line.
    long: Vec<(usize, usize)>,
}

impl Job for Long {
    type Item = usize;
    type Worker = ();
    type Outcome = ();

    fn worker(&self) {}

    fn weight(&self, _: &usize) -> usize {
        10
    }

    fn run(&self, item: &mut usize, (): &mut (), output: &mut Output<'_>) {
        let n_kilobytes = self.long.iter().find(|(long, _)| long == item).map_or(0, |(_, kilobytes)| *kilobytes);
        for _ in 0..n_kilobytes {
            output.extend_from_slice(format!("{item:>1023}\n").as_bytes());
            output.pass_on();
        }
        output.extend(format!("{item}\n").bytes());
    }

    fn panicked(&self, _: &mut usize, _: &str, _: &mut Output<'_>) {}
}

#[test]
fn output_that_is_handed_on_stays_in_order_and_in_one_piece() {
    let job = Long { long: vec![(0, 5000), (1, 9000), (5, 3000), (17, 1500), (29, 4000)] };
    let expected: Vec<(usize, usize)> = (0..30)
        .map(|item| (item, job.long.iter().find(|(long, _)| *long == item).map_or(1, |(_, lines)| lines + 1)))
        .collect();
    for threads in [1, 2, 8] {
        for (ordered, window_bytes, spilled) in
            [(true, 1, false), (true, 3 << 20, false), (true, 3 << 20, true), (false, 1, false), (false, 3 << 20, true)]
        {
            let spill = spilled.then(|| tempfile::tempfile().expect("a file"));
            let options = BatchOptions { threads, window_bytes, ordered, spill, ..BatchOptions::default() };
            let (mut runs, mut n_ends): (Vec<(usize, usize)>, usize) = (Vec::new(), 0);
            run_ordered(&job, 0..30, &options, |bytes: &[u8], end| {
                for line in String::from_utf8_lossy(bytes).lines() {
                    let item = line.trim().parse().expect("a number");
                    match runs.last_mut() {
                        Some((last, n_lines)) if *last == item => *n_lines += 1,
                        _ => runs.push((item, 1)),
                    }
                }
                n_ends += usize::from(end.is_some());
                Ok::<(), ()>(())
            })
            .expect("this sink never fails");
            assert_eq!(n_ends, 30);
            if !ordered {
                runs.sort_unstable();
            }
            assert_eq!(runs, expected, "threads {threads}, ordered {ordered}, {window_bytes} bytes, spilled {spilled}");
        }
    }
}

#[test]
fn output_that_waits_goes_to_the_file_and_work_goes_on() {
    // The first item does not end before all others are worked out, which in memory alone would be for ever.
    struct Stubborn {
        n_done: AtomicUsize,
    }
    impl Job for Stubborn {
        type Item = usize;
        type Worker = ();
        type Outcome = ();
        fn worker(&self) {}
        fn weight(&self, _: &usize) -> usize {
            1
        }
        fn run(&self, item: &mut usize, (): &mut (), output: &mut Output<'_>) {
            while *item == 0 && self.n_done.load(Ordering::SeqCst) < 99 {
                std::thread::yield_now();
            }
            output.resize(100_000, b'0' + (*item % 10) as u8);
            self.n_done.fetch_add(1, Ordering::SeqCst);
        }
        fn panicked(&self, _: &mut usize, _: &str, _: &mut Output<'_>) {}
    }
    let job = Stubborn { n_done: AtomicUsize::new(0) };
    let spill = Some(tempfile::tempfile().expect("a file"));
    let options = BatchOptions { threads: 2, window_bytes: 400_000, spill, ..BatchOptions::default() };
    let mut written = Vec::new();
    run_ordered(&job, 0..100, &options, |bytes: &[u8], _| {
        written.extend_from_slice(bytes);
        Ok::<(), ()>(())
    })
    .expect("this sink never fails");
    assert_eq!(written.len(), 100 * 100_000);
    assert!(
        written.chunks(100_000).enumerate().all(|(item, chunk)| chunk.iter().all(|b| *b == b'0' + (item % 10) as u8))
    );
}
