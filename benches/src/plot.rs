//! Curves on logarithmic axes, several panels side by side, as SVG. Only what `--example scaling` needs.

use std::fmt::Write;

/// A panel: what stands above it, below it and beside it, and its curves.
#[derive(Clone, Debug)]
pub struct Panel {
    /// Above it.
    pub title: String,
    /// Below it: what grows.
    pub x_label: String,
    /// Beside it: what it costs.
    pub y_label: String,
    /// Curves by name; points with a coordinate that is not above 0 are left out.
    pub curves: Vec<(String, Vec<(f64, f64)>)>,
}

const WIDTH: f64 = 330.0;
const HEIGHT: f64 = 290.0;
/// Left, right, top and bottom of the plotted field in a panel.
const FIELD: (f64, f64, f64, f64) = (62.0, 316.0, 34.0, 236.0);
const COLOURS: [&str; 3] = ["#1f5fa8", "#b5541c", "#3b7d3a"];

/// A range of powers of ten that holds all of `values`.
fn decades(values: impl Iterator<Item = f64>) -> (i32, i32) {
    let (mut least, mut most) = (i32::MAX, i32::MIN);
    for value in values {
        least = least.min(value.log10().floor() as i32);
        most = most.max(value.log10().ceil() as i32);
    }
    if least > most { (0, 1) } else { (least, most.max(least + 1)) }
}

/// "0.01", "1", "1k", "1M", "1G".
fn label(power: i32) -> String {
    let (unit, power) = match power {
        9.. => ("G", power - 9),
        6.. => ("M", power - 6),
        3.. => ("k", power - 3),
        _ => ("", power),
    };
    if power < 0 {
        format!("{:.*}", power.unsigned_abs() as usize, 10f64.powi(power))
    } else {
        format!("{}{unit}", 10u32.pow(power as u32))
    }
}

/// The drawing, `n_columns` panels a row. The grid is the powers of ten; the dashed line is what linear growth from the first
/// point of the first curve would be.
pub fn svg(panels: &[Panel], n_columns: usize) -> String {
    let n_rows = panels.len().div_ceil(n_columns.max(1));
    let (width, height) = (WIDTH * n_columns as f64, HEIGHT * n_rows as f64);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         font-family=\"sans-serif\" font-size=\"11\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
    );
    for (panel_idx, panel) in panels.iter().enumerate() {
        let (x, y) = ((panel_idx % n_columns) as f64 * WIDTH, (panel_idx / n_columns) as f64 * HEIGHT);
        let _ = write!(svg, "<g transform=\"translate({x} {y})\">\n{}</g>\n", drawn(panel));
    }
    svg.push_str("</svg>\n");
    svg
}

fn drawn(panel: &Panel) -> String {
    let mut svg = String::new();
    let (left, right, top, bottom) = FIELD;
    let points = || panel.curves.iter().flat_map(|(_, points)| points).filter(|(x, y)| *x > 0.0 && *y > 0.0);
    let (x_range, y_range) = (decades(points().map(|point| point.0)), decades(points().map(|point| point.1)));
    let place = |value: f64, (least, most): (i32, i32), from: f64, to: f64| {
        from + (value.log10() - f64::from(least)) / f64::from(most - least) * (to - from)
    };
    let at_x = |x: f64| place(x, x_range, left, right);
    let at_y = |y: f64| place(y, y_range, bottom, top);
    let text = |svg: &mut String, x: f64, y: f64, anchor: &str, words: &str| {
        let _ = writeln!(svg, "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{words}</text>");
    };
    let line = |svg: &mut String, (x1, y1): (f64, f64), (x2, y2): (f64, f64), style: &str| {
        let _ = writeln!(svg, "<line x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\" {style}/>");
    };
    for power in x_range.0..=x_range.1 {
        let x = at_x(10f64.powi(power));
        line(&mut svg, (x, top), (x, bottom), "stroke=\"#ddd\"");
        text(&mut svg, x, bottom + 14.0, "middle", &label(power));
    }
    for power in y_range.0..=y_range.1 {
        let y = at_y(10f64.powi(power));
        line(&mut svg, (left, y), (right, y), "stroke=\"#ddd\"");
        text(&mut svg, left - 5.0, y + 4.0, "end", &label(power));
    }
    if let Some(&(first_x, first_y)) = points().next() {
        // As far as the field goes.
        let most = 10f64.powi(y_range.1) / first_y;
        let reach = (10f64.powi(x_range.1) / first_x).min(most).max(1.0);
        let to = (at_x(first_x * reach), at_y(first_y * reach));
        line(&mut svg, (at_x(first_x), at_y(first_y)), to, "stroke=\"#999\" stroke-dasharray=\"4 3\"");
    }
    for ((curve_idx, (name, points)), colour) in panel.curves.iter().enumerate().zip(COLOURS.iter().cycle()) {
        let drawn = points.iter().filter(|(x, y)| *x > 0.0 && *y > 0.0).map(|(x, y)| (at_x(*x), at_y(*y)));
        let path: Vec<String> = drawn.clone().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        let _ = writeln!(
            svg,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.8\"/>",
            path.join(" ")
        );
        for (x, y) in drawn {
            let _ = writeln!(svg, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"2.6\" fill=\"{colour}\"/>");
        }
        let y = top + 14.0 + 14.0 * curve_idx as f64;
        let _ = writeln!(svg, "<text x=\"{:.1}\" y=\"{y:.1}\" fill=\"{colour}\">{name}</text>", left + 6.0);
    }
    text(
        &mut svg,
        (left + right) / 2.0,
        18.0,
        "middle",
        &format!("<tspan font-weight=\"bold\">{}</tspan>", panel.title),
    );
    text(&mut svg, (left + right) / 2.0, bottom + 32.0, "middle", &panel.x_label);
    let middle = (top + bottom) / 2.0;
    let _ = writeln!(
        svg,
        "<text x=\"14\" y=\"{middle:.1}\" text-anchor=\"middle\" transform=\"rotate(-90 14 {middle:.1})\">{}</text>",
        panel.y_label
    );
    svg
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_stand_where_they_belong() {
        let curves = vec![("whole".to_owned(), vec![(1.0, 10.0), (100.0, 1000.0), (0.0, 5.0)])];
        let panel = |title: &str| Panel {
            title: title.to_owned(),
            x_label: "bytes".to_owned(),
            y_label: "seconds".to_owned(),
            curves: curves.clone(),
        };
        let drawing = svg(&[panel("one"), panel("two")], 2);
        assert_eq!(drawing.matches("<circle").count(), 4, "a point at 0 has no place on a logarithmic axis");
        assert!(drawing.contains("<polyline points=\"62.0,236.0 316.0,34.0\""), "{drawing}");
        assert!(drawing.contains("translate(330 0)"));
    }

    #[test]
    fn powers_of_ten_have_short_names() {
        let cases = [(-2, "0.01"), (0, "1"), (2, "100"), (3, "1k"), (5, "100k"), (6, "1M"), (9, "1G")];
        for (power, name) in cases {
            assert_eq!(label(power), name);
        }
    }
}
