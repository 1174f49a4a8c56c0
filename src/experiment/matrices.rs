//! Positive matrices by their roots (Cholesky).

/// Square matrices row by row.
pub(super) type Matrix = Vec<f64>;

/// Lower triangle whose square is a matrix (Cholesky); `None` where it is not positive.
pub(super) fn root(of: &[f64], n: usize) -> Option<Matrix> {
    let mut l = vec![0.0; n * n];
    for i in 0..n {
        for j in 0..=i {
            let (a, b) = (&l[i * n..i * n + j], &l[j * n..j * n + j]);
            let sum = of[i * n + j] - dot(a, b);
            if i == j {
                if sum <= 0.0 || !sum.is_finite() {
                    return None;
                }
                l[i * n + i] = sum.sqrt();
            } else {
                l[i * n + j] = sum / l[j * n + j];
            }
        }
    }
    Some(l)
}

/// Sum of products in four lanes, whose order is the same everywhere.
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut lanes = [0.0; 4];
    let (first, second) = (a.chunks_exact(4), b.chunks_exact(4));
    let rest: f64 = first.remainder().iter().zip(second.remainder()).map(|(a, b)| a * b).sum();
    for (a, b) in first.zip(second) {
        for (lane, (a, b)) in lanes.iter_mut().zip(a.iter().zip(b)) {
            *lane += a * b;
        }
    }
    (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]) + rest
}

/// Solves with the root alone, from the first row on.
pub(super) fn forward(root: &[f64], right: &[f64]) -> Vec<f64> {
    let n = right.len();
    let mut x = vec![0.0; n];
    for i in 0..n {
        x[i] = (right[i] - dot(&root[i * n..i * n + i], &x[..i])) / root[i * n + i];
    }
    x
}

/// Solves with the matrix whose root this is.
pub(super) fn solve(root: &[f64], right: &[f64]) -> Vec<f64> {
    let n = right.len();
    let mut x = forward(root, right);
    for i in (0..n).rev() {
        x[i] /= root[i * n + i];
        let xi = x[i];
        for (x, l) in x[..i].iter_mut().zip(&root[i * n..i * n + i]) {
            *x -= l * xi;
        }
    }
    x
}

/// Inverse of the matrix whose root this is.
pub(super) fn inverse(root: &[f64], n: usize) -> Matrix {
    // The inverse root, kept by columns so that rows of it are never strode over.
    let mut columns = vec![0.0; n * n];
    for k in 0..n {
        let (_, rest) = columns.split_at_mut(k * n);
        let column = &mut rest[..n];
        column[k] = 1.0 / root[k * n + k];
        for i in k + 1..n {
            column[i] = -dot(&root[i * n + k..i * n + i], &column[k..i]) / root[i * n + i];
        }
    }
    let mut all = vec![0.0; n * n];
    for i in 0..n {
        for j in 0..=i {
            let sum = dot(&columns[i * n + i..(i + 1) * n], &columns[j * n + i..(j + 1) * n]);
            all[i * n + j] = sum;
            all[j * n + i] = sum;
        }
    }
    all
}
