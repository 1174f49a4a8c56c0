//! stand-in
use crate::params::Params;
#[derive(Debug, Clone)]
pub struct Place { pub identity: u32, pub name: String, pub x_km: f64, pub y_km: f64, pub longitude: Option<f64>, pub latitude: Option<f64>, pub households: u32, pub synthetic: bool, pub rural: bool, pub weight: f64, pub hours_from_seat: f64, pub settlement: u32 }
#[derive(Debug)] pub struct PlacesError;
#[derive(Debug)] pub struct Geography;
#[derive(Debug, Clone, Copy)] pub struct Link { pub to: u32, pub distance_km: f32 }
#[derive(Debug, Clone)] pub struct Neighbours { starts: Vec<u32>, links: Vec<Link> }
impl Neighbours { pub fn of(&self, i: usize) -> &[Link] { &self.links[self.starts[i] as usize..self.starts[i+1] as usize] } }
#[derive(Debug, Clone)] pub struct Sites { pub site_of: Vec<u32>, starts: Vec<u32>, members: Vec<u32> }
impl Sites { pub fn len(&self) -> usize { self.starts.len()-1 } pub fn members(&self, i: usize) -> &[u32] { &self.members[self.starts[i] as usize..self.starts[i+1] as usize] } }
pub fn places(p: &Params, _g: Option<&Geography>) -> Result<Vec<Place>, PlacesError> {
    let n = p.world.communities; let w = (n as f64).sqrt().ceil() as u32; let d = p.world.area.sqrt();
    Ok((0..n).map(|i| { let (x,y)=((i%w) as f64*d,(i/w) as f64*d); Place { identity: i, name: format!("C{i}"), x_km: x, y_km: y, longitude: None, latitude: None, households: p.world.households, synthetic: true, rural: false, weight: 1.0, hours_from_seat: (x*x+y*y).sqrt()/p.world.travel_speed, settlement: i } }).collect())
}
pub fn neighbours(places: &[Place], p: &Params) -> Neighbours {
    let n = places.len(); let w = (n as f64).sqrt().ceil() as i64; let d = p.world.area.sqrt() as f32;
    let mut starts = vec![0]; let mut links = vec![];
    for i in 0..n as i64 { let (x,y)=(i%w,i/w); for (dx,dy) in [(-1,0),(1,0),(0,-1),(0,1),(1,1),(-1,-1)] { let (a,b)=(x+dx,y+dy); let j=b*w+a; if a>=0&&a<w&&b>=0&&j<n as i64 {links.push(Link{to:j as u32,distance_km:d});} } starts.push(links.len() as u32); }
    Neighbours { starts, links }
}
pub fn sites(places: &[Place], people: f64, size: f64) -> Sites {
    let mut site_of=vec![]; let mut starts=vec![0]; let mut acc=0.0; let mut s=0;
    for (i,p) in places.iter().enumerate() { site_of.push(s); acc+=p.households as f64*size; if acc>=people && i+1<places.len() {acc=0.0; s+=1; starts.push(i as u32+1);} }
    starts.push(places.len() as u32);
    Sites { site_of, starts, members: (0..places.len() as u32).collect() }
}
