//! How a run goes.

use clap::Args;

#[derive(Args, Debug)]
#[command(next_help_heading = "The run")]
pub(crate) struct RunFlags {
    /// Worker threads; 0 takes all cores
    #[arg(short = 'j', long, value_name = "N", env = "GLEANER_THREADS", default_value = "0")]
    pub(crate) threads: u16,

    /// Say nothing on standard error unless the run fails as a whole
    #[arg(short, long)]
    pub(crate) quiet: bool,
}
