//! Which purposes of payment count as what, declared once: for metrics, and for figures that read `ledger.csv`.

use crate::ledger::Purpose;

/// What those who provide security are paid, in the order in which it is summed.
pub const SECURITY: [Purpose; 25] = [
    Purpose::Wages,
    Purpose::SoldiersPay,
    Purpose::Equipment,
    Purpose::Recruitment,
    Purpose::Training,
    Purpose::Oversight,
    Purpose::GuardFee,
    Purpose::GuardContract,
    Purpose::CompanyPrice,
    Purpose::AuxiliaryPay,
    Purpose::MissionPay,
    Purpose::PoliceRent,
    Purpose::Concession,
    Purpose::Coordination,
    Purpose::AuditFee,
    Purpose::Bounty,
    Purpose::Review,
    Purpose::Organisers,
    Purpose::GatheringPay,
    Purpose::FundPay,
    Purpose::ElderGift,
    Purpose::Dues,
    Purpose::GangFee,
    Purpose::ChannelCost,
    Purpose::Education,
];

/// What auspices pay for security out of their own accounts: to those who provide it, and into arrangements.
pub const OF_AUSPICES: [Purpose; 15] = [
    Purpose::Wages,
    Purpose::SoldiersPay,
    Purpose::Equipment,
    Purpose::Recruitment,
    Purpose::Training,
    Purpose::Oversight,
    Purpose::StateContract,
    Purpose::CorporatePayment,
    Purpose::InterstateGrant,
    Purpose::NgoGrant,
    Purpose::ProgrammeGrant,
    Purpose::StateGrant,
    Purpose::ElderGift,
    Purpose::Dues,
    Purpose::Subscription,
];

/// What households pay for security, willing or not: fees, gifts, dues, bribes, extortion, guards.
pub const OF_HOUSEHOLDS: [Purpose; 11] = [
    Purpose::PoliceFee,
    Purpose::Bribe,
    Purpose::Shakedown,
    Purpose::PoliceExtortion,
    Purpose::ElderGift,
    Purpose::Dues,
    Purpose::BandExtortion,
    Purpose::GangExtortion,
    Purpose::GangFee,
    Purpose::Subscription,
    Purpose::GuardFee,
];

/// What households live on and buy: no exchange about security.
pub const LIVELIHOOD: [Purpose; 2] = [Purpose::Earnings, Purpose::Consumption];

/// Whether a list has a purpose of this name in tables.
pub fn has(list: &[Purpose], name: &str) -> bool {
    list.iter().any(|purpose| purpose.name() == name)
}
