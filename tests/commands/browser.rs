//! A browser for tests that open pages.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

/// Tests of one binary are threads that would install side by side; apt-get itself waits for other processes.
static INSTALLING: Mutex<()> = Mutex::new(());

/// A Chromium: that of `NODAL_BROWSER`, else one in PATH, else one that is installed now where that is
/// nobody's machine but the test's own (as root, where there is apt-get).
///
/// # Panics
/// In one line that says what to install or set, when there is none.
pub fn browser() -> PathBuf {
    if let Some(named) = std::env::var_os("NODAL_BROWSER") {
        let path = PathBuf::from(named);
        assert!(runs(&path), "NODAL_BROWSER names {}, which does not run", path.display());
        return path;
    }
    if let Some(found) = found() {
        return found;
    }
    let _one_at_a_time = INSTALLING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if found().is_none() && is_root() {
        let wait = "DPkg::Lock::Timeout=600";
        for arguments in [
            &["-o", wait, "update", "-qq"][..],
            &["-o", wait, "install", "-qq", "-y", "--no-install-recommends", "chromium"],
        ] {
            let apt = Command::new("apt-get")
                .env("DEBIAN_FRONTEND", "noninteractive")
                .args(arguments)
                .output();
            if !apt.is_ok_and(|output| output.status.success()) {
                break;
            }
        }
    }
    found()
        .expect("a Chromium is needed: install the package chromium, or set NODAL_BROWSER to one")
}

fn found() -> Option<PathBuf> {
    ["chromium", "chromium-browser", "google-chrome"].into_iter().map(PathBuf::from).find_map(
        |name| {
            let path = std::env::var_os("PATH")?;
            let mut places = std::env::split_paths(&path).map(|folder| folder.join(&name));
            places.find(|place| runs(place))
        },
    )
}

fn runs(path: &Path) -> bool {
    Command::new(path).arg("--version").output().is_ok_and(|output| output.status.success())
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|output| output.stdout.starts_with(b"0\n"))
}
