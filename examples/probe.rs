use nodal::{engine::Timings, metrics, model, params::*, world::Country};
fn main() {
    let mut p = Params::default();
    let cat = Catalogue::standard();
    let mut months = 240i32;
    let mut every = 24;
    let mut verbose = true;
    for a in std::env::args().skip(1) {
        let (k, v) = a.split_once('=').unwrap();
        if k == "every" {
            every = v.parse().unwrap();
            continue;
        }
        if k == "quiet" {
            verbose = false;
            continue;
        }
        let par = cat.find(k).expect(k);
        let val = match par.sort() {
            Sort::Real => Value::Real(v.parse().unwrap()),
            Sort::Whole => Value::Whole(v.parse().unwrap()),
            Sort::Switch => Value::Switch(v.parse().unwrap()),
            Sort::Text => Value::Text(v.into()),
        };
        (par.set)(&mut p, &val);
    }
    months = (p.time.burn_in_months + p.time.months) as i32;
    let mut c = Country::build(&p, None, 1).unwrap();
    let mut t = Timings::default();
    let start = std::time::Instant::now();
    let ms = metrics::columns(&metrics::all());
    let mut acc: Vec<f64> = vec![0.0; ms.len()];
    let mut hist: Vec<Vec<f64>> = vec![];
    for m in 0..months {
        model::month(&mut c, &mut t);
        for (i, col) in ms.iter().enumerate() {
            acc[i] += (col.metric.value)(c.observation(), col.cell).unwrap_or(0.0);
        }
        if (m + 1) % every == 0 {
            hist.push(acc.iter().map(|x| x / every as f64).collect());
            acc.iter_mut().for_each(|x| *x = 0.0);
        }
    }
    let el = start.elapsed().as_secs_f64();
    let hh = p.world.communities as f64 * p.world.households as f64 * months as f64;
    if verbose {
        for (i, col) in ms.iter().enumerate() {
            let v: Vec<String> = hist.iter().map(|h| format!("{:10.4}", h[i])).collect();
            if hist.iter().any(|h| h[i] != 0.0) {
                println!("{:34} {}", format!("{} {}", col.metric.name, col.level), v.join(""));
            }
        }
    }
    println!("heat per act {}", 0);
    println!("{:.1} ns per household-month", el * 1e9 / hh);
    for (n, d) in t.steps() {
        println!("{n:10} {:.2} ns", d.as_secs_f64() * 1e9 / hh);
    }
}
