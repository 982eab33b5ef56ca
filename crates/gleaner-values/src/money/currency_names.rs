//! The names, signs and short forms of currencies, as data. English usage; ISO 4217 codes.
//!
//! A name that several currencies share ("franc", "peso", "dinar", "krone") has no currency of its own: only a country in
//! front of it decides ("Swiss francs"). Codes no longer in ISO 4217's list of current ones stand where a name can mean
//! nothing else ("pesetas", ESP; "French francs", FRF): they are codes of the standard's list of historic denominations.

use gleaner_text::Currency;

/// The currency of a code that is known to be three letters.
///
/// # Panics
/// When the code is anything else: in these tables a compile error.
pub(super) const fn iso(code: &str) -> Currency {
    match Currency::from_code(code) {
        Some(currency) => currency,
        None => panic!("three letters"),
    }
}

/// What a name or sign means by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Always that currency.
    Is(Currency),
    /// What [`crate::Settings::dollar`] says.
    Dollar,
    /// What [`crate::Settings::pound`] says.
    Pound,
    /// What [`crate::Settings::rupee`] says.
    Rupee,
    /// What [`crate::Settings::krone`] says.
    Krone,
    /// What [`crate::Settings::rand`] says.
    Rand,
    /// Several currencies, or none: no MONEY without a country.
    Several,
}

use Meaning::{Dollar, Is, Krone, Pound, Rupee, Several};

/// How readily a name is taken for money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Caution {
    /// A number in front of it is enough.
    Plain,
    /// Also an ordinary word, a name or a people ("won", "real", "Afghanis"): a country in front, a scale word or
    /// grouped digits have to bear it out.
    Word,
    /// A weight too.
    Pound,
}

/// A currency's noun.
pub(super) struct Noun {
    /// Its forms, in small letters.
    pub(super) words: &'static [&'static str],
    /// What it means alone.
    pub(super) alone: Meaning,
    /// How readily it is taken.
    pub(super) caution: Caution,
    /// The currencies it means after a country (keys of [`COUNTRIES`]).
    pub(super) of: &'static [(&'static str, &'static str)],
}

const fn noun(
    words: &'static [&'static str],
    alone: Meaning,
    caution: Caution,
    of: &'static [(&'static str, &'static str)],
) -> Noun {
    Noun { words, alone, caution, of }
}

use Caution::{Plain, Word};

/// All nouns.
#[rustfmt::skip]
pub(super) static NOUNS: &[Noun] = &[
    noun(
        &["dollar", "dollars"],
        Dollar,
        Plain,
        &[
            ("US", "USD"), ("AU", "AUD"), ("CA", "CAD"), ("NZ", "NZD"), ("HK", "HKD"), ("SG", "SGD"), ("TW", "TWD"),
            ("BB", "BBD"), ("BM", "BMD"), ("BN", "BND"), ("BS", "BSD"), ("BZ", "BZD"), ("FJ", "FJD"), ("GY", "GYD"),
            ("JM", "JMD"), ("KY", "KYD"), ("LR", "LRD"), ("NA", "NAD"), ("SB", "SBD"), ("SR", "SRD"), ("TT", "TTD"),
            ("XC", "XCD"), ("ZW", "ZWL"),
        ],
    ),
    noun(
        &["pound", "pounds"],
        Pound,
        Caution::Pound,
        &[
            ("GB", "GBP"), ("EG", "EGP"), ("LB", "LBP"), ("SY", "SYP"), ("SD", "SDG"), ("SS", "SSP"), ("GI", "GIP"),
            ("FK", "FKP"), ("SH", "SHP"), ("IE", "IEP"), ("CY", "CYP"), ("MT", "MTP"),
        ],
    ),
    noun(&["euro", "euros"], Is(Currency::EUR), Plain, &[("EU", "EUR"), ("DE", "EUR"), ("FR", "EUR"), ("IE", "EUR")]),
    noun(&["yen", "yens"], Is(iso("JPY")), Plain, &[("JP", "JPY")]),
    noun(&["yuan", "yuans", "renminbi"], Is(iso("CNY")), Plain, &[("CN", "CNY")]),
    noun(
        &["franc", "francs"],
        Several,
        Plain,
        &[
            ("CH", "CHF"), ("LI", "CHF"), ("FR", "FRF"), ("BE", "BEF"), ("LU", "LUF"), ("BI", "BIF"), ("CD", "CDF"),
            ("DJ", "DJF"), ("GN", "GNF"), ("KM", "KMF"), ("RW", "RWF"), ("XP", "XPF"), ("XO", "XOF"), ("XA", "XAF"),
        ],
    ),
    noun(
        &["peso", "pesos"],
        Several,
        Plain,
        &[
            ("AR", "ARS"), ("CL", "CLP"), ("CO", "COP"), ("CU", "CUP"), ("DO", "DOP"), ("MX", "MXN"), ("PH", "PHP"),
            ("UY", "UYU"),
        ],
    ),
    noun(&["peseta", "pesetas"], Is(iso("ESP")), Plain, &[("ES", "ESP")]),
    noun(
        &["dinar", "dinars"],
        Several,
        Plain,
        &[
            ("BH", "BHD"), ("DZ", "DZD"), ("IQ", "IQD"), ("JO", "JOD"), ("KW", "KWD"), ("LY", "LYD"), ("RS", "RSD"),
            ("TN", "TND"),
        ],
    ),
    noun(&["dirham", "dirhams"], Several, Plain, &[("AE", "AED"), ("MA", "MAD")]),
    noun(
        &["riyal", "riyals", "rial", "rials"],
        Several,
        Plain,
        &[("SA", "SAR"), ("QA", "QAR"), ("OM", "OMR"), ("IR", "IRR"), ("YE", "YER")],
    ),
    noun(
        &["rupee", "rupees"],
        Rupee,
        Plain,
        &[("IN", "INR"), ("PK", "PKR"), ("LK", "LKR"), ("NP", "NPR"), ("MU", "MUR"), ("SC", "SCR")],
    ),
    noun(&["rupiah", "rupiahs"], Is(iso("IDR")), Plain, &[("ID", "IDR")]),
    noun(&["ringgit", "ringgits"], Is(iso("MYR")), Plain, &[("MY", "MYR")]),
    noun(&["baht", "bahts"], Is(iso("THB")), Plain, &[("TH", "THB")]),
    noun(&["won"], Is(iso("KRW")), Word, &[("KR", "KRW"), ("KP", "KPW")]),
    noun(&["krona", "kronas", "króna"], Krone, Plain, &[("SE", "SEK"), ("IS", "ISK")]),
    noun(&["kronor"], Is(iso("SEK")), Plain, &[("SE", "SEK")]),
    noun(&["kronur", "krónur"], Is(iso("ISK")), Plain, &[("IS", "ISK")]),
    noun(&["krone", "kroner", "krones"], Krone, Plain, &[("DK", "DKK"), ("NO", "NOK")]),
    noun(
        &["crown", "crowns"],
        Several,
        Word,
        &[("DK", "DKK"), ("NO", "NOK"), ("SE", "SEK"), ("IS", "ISK"), ("CZ", "CZK"), ("EE", "EEK"), ("SK", "SKK")],
    ),
    noun(&["koruna", "korunas", "koruny", "korun"], Is(iso("CZK")), Plain, &[("CZ", "CZK"), ("SK", "SKK")]),
    noun(&["zloty", "zlotys", "zloties", "złoty", "złotys", "złotych"], Is(iso("PLN")), Plain, &[("PL", "PLN")]),
    noun(&["forint", "forints"], Is(iso("HUF")), Plain, &[("HU", "HUF")]),
    noun(&["leu", "lei"], Several, Word, &[("RO", "RON"), ("MD", "MDL")]),
    noun(&["lev", "leva", "levs"], Is(iso("BGN")), Word, &[("BG", "BGN")]),
    noun(&["lira", "liras"], Several, Plain, &[("TR", "TRY"), ("IT", "ITL"), ("SY", "SYP"), ("LB", "LBP")]),
    noun(&["lire"], Is(iso("ITL")), Plain, &[("IT", "ITL")]),
    noun(&["rouble", "roubles", "ruble", "rubles"], Is(iso("RUB")), Plain, &[("RU", "RUB"), ("BY", "BYN")]),
    noun(&["hryvnia", "hryvnias", "hryvna", "hryvnya"], Is(iso("UAH")), Plain, &[("UA", "UAH")]),
    noun(&["kuna", "kunas"], Is(iso("HRK")), Word, &[("HR", "HRK")]),
    noun(&["shekel", "shekels", "sheqel", "sheqels", "sheqalim"], Is(iso("ILS")), Plain, &[("IL", "ILS")]),
    noun(&["rand", "rands"], Is(iso("ZAR")), Plain, &[("ZA", "ZAR")]),
    noun(&["naira", "nairas"], Is(iso("NGN")), Plain, &[("NG", "NGN")]),
    noun(&["cedi", "cedis"], Is(iso("GHS")), Plain, &[("GH", "GHS")]),
    noun(
        &["shilling", "shillings"],
        Several,
        Plain,
        &[("KE", "KES"), ("TZ", "TZS"), ("UG", "UGX"), ("SO", "SOS"), ("AT", "ATS")],
    ),
    noun(&["schilling", "schillings"], Is(iso("ATS")), Plain, &[("AT", "ATS")]),
    noun(&["birr"], Is(iso("ETB")), Plain, &[("ET", "ETB")]),
    noun(&["kwacha", "kwachas"], Several, Plain, &[("ZM", "ZMW"), ("MW", "MWK")]),
    noun(&["pula", "pulas"], Is(iso("BWP")), Word, &[("BW", "BWP")]),
    noun(&["metical", "meticals", "meticais"], Is(iso("MZN")), Plain, &[("MZ", "MZN")]),
    noun(&["dalasi", "dalasis"], Is(iso("GMD")), Plain, &[("GM", "GMD")]),
    noun(&["leone", "leones"], Several, Word, &[("SL", "SLE")]),
    noun(&["ariary"], Is(iso("MGA")), Plain, &[("MG", "MGA")]),
    noun(&["kwanza", "kwanzas"], Is(iso("AOA")), Plain, &[("AO", "AOA")]),
    noun(&["nakfa"], Is(iso("ERN")), Plain, &[("ER", "ERN")]),
    noun(&["ouguiya", "ouguiyas"], Is(iso("MRU")), Plain, &[("MR", "MRU")]),
    noun(&["loti", "maloti"], Is(iso("LSL")), Plain, &[("LS", "LSL")]),
    noun(&["lilangeni", "emalangeni"], Is(iso("SZL")), Plain, &[("SZ", "SZL")]),
    noun(&["dobra", "dobras"], Is(iso("STN")), Word, &[("ST", "STN")]),
    noun(&["escudo", "escudos"], Several, Plain, &[("CV", "CVE"), ("PT", "PTE")]),
    noun(&["rufiyaa", "rufiyaas"], Is(iso("MVR")), Plain, &[("MV", "MVR")]),
    noun(&["taka", "takas"], Is(iso("BDT")), Plain, &[("BD", "BDT")]),
    noun(&["kyat", "kyats"], Is(iso("MMK")), Plain, &[("MM", "MMK")]),
    noun(&["kip", "kips"], Is(iso("LAK")), Word, &[("LA", "LAK")]),
    noun(&["dong", "đồng"], Is(iso("VND")), Word, &[("VN", "VND")]),
    noun(&["riel", "riels"], Is(iso("KHR")), Plain, &[("KH", "KHR")]),
    noun(&["tugrik", "tugriks", "tögrög", "togrog", "tugrug"], Is(iso("MNT")), Plain, &[("MN", "MNT")]),
    noun(&["tenge", "tenges"], Is(iso("KZT")), Plain, &[("KZ", "KZT")]),
    noun(&["som", "soms", "sum", "soum"], Several, Word, &[("KG", "KGS"), ("UZ", "UZS")]),
    noun(&["manat", "manats"], Several, Plain, &[("AZ", "AZN"), ("TM", "TMT")]),
    noun(&["somoni", "somonis"], Is(iso("TJS")), Plain, &[("TJ", "TJS")]),
    noun(&["afghani", "afghanis"], Is(iso("AFN")), Word, &[("AF", "AFN")]),
    noun(&["lari"], Is(iso("GEL")), Plain, &[("GE", "GEL")]),
    noun(&["dram", "drams"], Is(iso("AMD")), Word, &[("AM", "AMD")]),
    noun(&["ngultrum", "ngultrums"], Is(iso("BTN")), Plain, &[("BT", "BTN")]),
    noun(&["pataca", "patacas"], Is(iso("MOP")), Plain, &[("MO", "MOP")]),
    noun(&["lek", "leke", "lekë"], Is(iso("ALL")), Word, &[("AL", "ALL")]),
    noun(&["denar", "denars", "denari"], Is(iso("MKD")), Plain, &[("MK", "MKD")]),
    noun(&["real"], Several, Word, &[("BR", "BRL")]),
    noun(&["reais", "reals"], Is(iso("BRL")), Plain, &[("BR", "BRL")]),
    noun(&["sol", "soles"], Several, Word, &[("PE", "PEN")]),
    noun(&["boliviano", "bolivianos"], Is(iso("BOB")), Plain, &[("BO", "BOB")]),
    noun(&["bolivar", "bolivars", "bolivares", "bolívar", "bolívares"], Several, Plain, &[("VE", "VES")]),
    noun(&["guarani", "guaranis", "guaraní", "guaraníes", "guaranies"], Is(iso("PYG")), Word, &[("PY", "PYG")]),
    noun(&["colon", "colón"], Several, Word, &[("CR", "CRC"), ("SV", "SVC")]),
    noun(&["colones"], Several, Plain, &[("CR", "CRC"), ("SV", "SVC")]),
    noun(&["quetzal", "quetzals", "quetzales"], Is(iso("GTQ")), Word, &[("GT", "GTQ")]),
    noun(&["lempira", "lempiras"], Is(iso("HNL")), Plain, &[("HN", "HNL")]),
    noun(&["cordoba", "cordobas", "córdoba", "córdobas"], Is(iso("NIO")), Word, &[("NI", "NIO")]),
    noun(&["balboa", "balboas"], Is(iso("PAB")), Word, &[("PA", "PAB")]),
    noun(&["gourde", "gourdes"], Is(iso("HTG")), Plain, &[("HT", "HTG")]),
    noun(&["guilder", "guilders"], Several, Plain, &[("NL", "NLG"), ("XK", "XCG"), ("SR", "SRG")]),
    noun(&["florin", "florins"], Several, Plain, &[("AW", "AWG"), ("NL", "NLG")]),
    noun(&["vatu"], Is(iso("VUV")), Plain, &[("VU", "VUV")]),
    noun(&["tala"], Is(iso("WST")), Word, &[("WS", "WST")]),
    noun(&["paanga", "pa'anga"], Is(iso("TOP")), Plain, &[("TO", "TOP")]),
    noun(&["kina"], Is(iso("PGK")), Word, &[("PG", "PGK")]),
    noun(&["mark", "marks"], Several, Word, &[("DE", "DEM"), ("FI", "FIM"), ("BA", "BAM")]),
    noun(&["deutschmark", "deutschmarks", "deutschemark", "deutschemarks", "d-marks"], Is(iso("DEM")), Plain, &[]),
    noun(&["drachma", "drachmas", "drachmae"], Is(iso("GRD")), Plain, &[("GR", "GRD")]),
    noun(&["markka", "markkaa"], Is(iso("FIM")), Plain, &[("FI", "FIM")]),
    // Transliterated Arabic for the Egyptian pound.
    noun(&["geneh", "genih", "genihat", "geneih"], Is(iso("EGP")), Plain, &[]),
];

/// The key in [`NOUNS`] of a country or people that stands in front of a noun; in small letters, words parted by spaces.
/// Keys are ISO 3166 where they can be; XA, XO, XP, XC, XK are the franc, dollar and guilder zones.
#[rustfmt::skip]
pub(super) static COUNTRIES: &[(&str, &str)] = &[
    ("us", "US"), ("u.s.", "US"), ("u.s", "US"), ("u. s.", "US"), ("usa", "US"), ("american", "US"),
    ("united states", "US"), ("australian", "AU"), ("australia", "AU"), ("aussie", "AU"), ("canadian", "CA"),
    ("canada", "CA"), ("new zealand", "NZ"), ("nz", "NZ"), ("kiwi", "NZ"), ("hong kong", "HK"), ("singapore", "SG"),
    ("singaporean", "SG"), ("taiwan", "TW"), ("taiwanese", "TW"), ("new taiwan", "TW"), ("barbados", "BB"),
    ("barbadian", "BB"), ("bermuda", "BM"), ("bermudian", "BM"), ("bermudan", "BM"), ("brunei", "BN"),
    ("bruneian", "BN"), ("bahamian", "BS"), ("bahamas", "BS"), ("belize", "BZ"), ("belizean", "BZ"), ("fiji", "FJ"),
    ("fijian", "FJ"), ("guyana", "GY"), ("guyanese", "GY"), ("jamaican", "JM"), ("jamaica", "JM"),
    ("cayman islands", "KY"), ("cayman island", "KY"), ("cayman", "KY"), ("liberian", "LR"), ("liberia", "LR"),
    ("namibian", "NA"), ("namibia", "NA"), ("solomon islands", "SB"), ("solomon island", "SB"), ("surinamese", "SR"),
    ("suriname", "SR"), ("trinidad and tobago", "TT"), ("trinidadian", "TT"), ("trinidad", "TT"),
    ("east caribbean", "XC"), ("eastern caribbean", "XC"), ("caribbean", "XK"), ("zimbabwean", "ZW"),
    ("zimbabwe", "ZW"), ("british", "GB"), ("uk", "GB"), ("u.k.", "GB"), ("english", "GB"), ("scottish", "GB"),
    ("egyptian", "EG"), ("egypt", "EG"), ("masriya", "EG"), ("lebanese", "LB"), ("lebanon", "LB"), ("syrian", "SY"),
    ("syria", "SY"), ("sudanese", "SD"), ("sudan", "SD"), ("south sudanese", "SS"), ("south sudan", "SS"),
    ("gibraltar", "GI"), ("falkland islands", "FK"), ("falkland island", "FK"), ("falklands", "FK"),
    ("saint helena", "SH"), ("st helena", "SH"), ("irish", "IE"), ("cypriot", "CY"), ("cyprus", "CY"),
    ("maltese", "MT"), ("european", "EU"), ("japanese", "JP"), ("japan", "JP"), ("chinese", "CN"), ("china", "CN"),
    ("renminbi", "CN"), ("swiss", "CH"), ("liechtenstein", "LI"), ("french", "FR"), ("belgian", "BE"),
    ("luxembourg", "LU"), ("luxembourgish", "LU"), ("burundian", "BI"), ("burundi", "BI"), ("congolese", "CD"),
    ("congo", "CD"), ("djiboutian", "DJ"), ("djibouti", "DJ"), ("guinean", "GN"), ("guinea", "GN"),
    ("comoro", "KM"), ("comorian", "KM"), ("comoran", "KM"), ("rwandan", "RW"), ("rwanda", "RW"), ("cfp", "XP"),
    ("west african cfa", "XO"), ("west african", "XO"), ("central african cfa", "XA"), ("central african", "XA"),
    ("argentine", "AR"), ("argentinian", "AR"), ("argentinean", "AR"), ("argentina", "AR"), ("chilean", "CL"),
    ("chile", "CL"), ("colombian", "CO"), ("colombia", "CO"), ("cuban", "CU"), ("cuba", "CU"), ("dominican", "DO"),
    ("mexican", "MX"), ("mexico", "MX"), ("philippine", "PH"), ("philippines", "PH"), ("filipino", "PH"),
    ("uruguayan", "UY"), ("uruguay", "UY"), ("spanish", "ES"), ("bahraini", "BH"), ("bahrain", "BH"),
    ("algerian", "DZ"), ("algeria", "DZ"), ("iraqi", "IQ"), ("iraq", "IQ"), ("jordanian", "JO"), ("jordan", "JO"),
    ("kuwaiti", "KW"), ("kuwait", "KW"), ("libyan", "LY"), ("libya", "LY"), ("serbian", "RS"), ("serbia", "RS"),
    ("tunisian", "TN"), ("tunisia", "TN"), ("emirati", "AE"), ("uae", "AE"), ("u.a.e.", "AE"),
    ("united arab emirates", "AE"), ("united arab emirate", "AE"), ("moroccan", "MA"), ("morocco", "MA"),
    ("saudi", "SA"), ("saudi arabian", "SA"), ("saudi arabia", "SA"), ("qatari", "QA"), ("qatar", "QA"),
    ("omani", "OM"), ("oman", "OM"), ("iranian", "IR"), ("iran", "IR"), ("yemeni", "YE"), ("yemen", "YE"),
    ("indian", "IN"), ("india", "IN"), ("pakistani", "PK"), ("pakistan", "PK"), ("sri lankan", "LK"),
    ("sri lanka", "LK"), ("nepalese", "NP"), ("nepali", "NP"), ("nepal", "NP"), ("mauritian", "MU"),
    ("mauritius", "MU"), ("seychelles", "SC"), ("seychellois", "SC"), ("indonesian", "ID"), ("indonesia", "ID"),
    ("malaysian", "MY"), ("malaysia", "MY"), ("thai", "TH"), ("thailand", "TH"), ("korean", "KR"),
    ("south korean", "KR"), ("north korean", "KP"), ("swedish", "SE"), ("icelandic", "IS"), ("danish", "DK"),
    ("norwegian", "NO"), ("czech", "CZ"), ("slovak", "SK"), ("estonian", "EE"), ("polish", "PL"), ("hungarian", "HU"),
    ("romanian", "RO"), ("moldovan", "MD"), ("bulgarian", "BG"), ("turkish", "TR"), ("turkey", "TR"),
    ("italian", "IT"), ("russian", "RU"), ("russia", "RU"), ("belarusian", "BY"), ("belarussian", "BY"),
    ("ukrainian", "UA"), ("ukraine", "UA"), ("croatian", "HR"), ("israeli", "IL"), ("israeli new", "IL"),
    ("new israeli", "IL"), ("israel", "IL"), ("south african", "ZA"), ("south africa", "ZA"), ("nigerian", "NG"),
    ("nigeria", "NG"), ("ghanaian", "GH"), ("ghana", "GH"), ("kenyan", "KE"), ("kenya", "KE"), ("tanzanian", "TZ"),
    ("tanzania", "TZ"), ("ugandan", "UG"), ("uganda", "UG"), ("somali", "SO"), ("austrian", "AT"),
    ("ethiopian", "ET"), ("zambian", "ZM"), ("zambia", "ZM"), ("malawian", "MW"), ("malawi", "MW"),
    ("botswana", "BW"), ("mozambican", "MZ"), ("gambian", "GM"), ("sierra leonean", "SL"), ("sierra leone", "SL"),
    ("malagasy", "MG"), ("angolan", "AO"), ("eritrean", "ER"), ("mauritanian", "MR"), ("lesotho", "LS"),
    ("swazi", "SZ"), ("são tomé and príncipe", "ST"), ("sao tome and principe", "ST"), ("cape verdean", "CV"),
    ("cape verde", "CV"), ("portuguese", "PT"), ("maldivian", "MV"), ("bangladeshi", "BD"), ("bangladesh", "BD"),
    ("burmese", "MM"), ("myanmar", "MM"), ("lao", "LA"), ("laotian", "LA"), ("vietnamese", "VN"), ("vietnam", "VN"),
    ("cambodian", "KH"), ("mongolian", "MN"), ("kazakhstani", "KZ"), ("kazakh", "KZ"), ("kazakhstan", "KZ"),
    ("kyrgyzstani", "KG"), ("kyrgyz", "KG"), ("uzbekistan", "UZ"), ("uzbekistani", "UZ"), ("uzbek", "UZ"),
    ("azerbaijani", "AZ"), ("azeri", "AZ"), ("turkmenistan", "TM"), ("turkmen", "TM"), ("tajikistani", "TJ"),
    ("tajik", "TJ"), ("afghan", "AF"), ("georgian", "GE"), ("armenian", "AM"), ("bhutanese", "BT"),
    ("macanese", "MO"), ("macau", "MO"), ("macao", "MO"), ("albanian", "AL"), ("macedonian", "MK"),
    ("brazilian", "BR"), ("brazil", "BR"), ("peruvian", "PE"), ("peruvian new", "PE"), ("bolivian", "BO"),
    ("venezuelan", "VE"), ("paraguayan", "PY"), ("costa rican", "CR"), ("salvadoran", "SV"), ("guatemalan", "GT"),
    ("honduran", "HN"), ("nicaraguan", "NI"), ("panamanian", "PA"), ("haitian", "HT"), ("dutch", "NL"),
    ("aruban", "AW"), ("vanuatu", "VU"), ("samoan", "WS"), ("tongan", "TO"), ("papua new guinean", "PG"),
    ("papua new guinea", "PG"), ("german", "DE"), ("finnish", "FI"), ("greek", "GR"),
    ("bosnian", "BA"), ("bosnian convertible", "BA"), ("convertible", "BA"),
    ("bosnia and herzegovina convertible", "BA"),
];

/// Where a short form may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Before the number.
    Before,
    /// Before or after it.
    Both,
}

/// A short form that is no ISO code.
pub(super) struct Alias {
    /// How it is written: capitals count.
    pub(super) exact: &'static [&'static str],
    /// What it means.
    pub(super) meaning: Meaning,
    /// Where it stands.
    pub(super) side: Side,
    /// A scale, groups or decimals have to bear it out.
    pub(super) strict: bool,
    /// Ten to this power multiplies the number: 6 for "MUSD".
    pub(super) exponent: u8,
}

const fn alias(exact: &'static [&'static str], meaning: Meaning, side: Side, strict: bool, exponent: u8) -> Alias {
    Alias { exact, meaning, side, strict, exponent }
}

/// All short forms.
#[rustfmt::skip]
pub(super) static ALIASES: &[Alias] = &[
    alias(&["RMB", "rmb"], Is(iso("CNY")), Side::Both, false, 0),
    alias(&["NIS", "nis"], Is(iso("ILS")), Side::Both, true, 0),
    alias(&["RM", "rm"], Is(iso("MYR")), Side::Both, false, 0),
    alias(&["Rs", "rs", "RS", "Re"], Rupee, Side::Both, false, 0),
    alias(&["Fr", "Sfr", "SFr", "SFR", "sfr"], Is(iso("CHF")), Side::Before, true, 0),
    alias(&["kr", "Kr"], Krone, Side::Both, false, 0),
    alias(&["SKr", "Skr"], Is(iso("SEK")), Side::Before, false, 0),
    alias(&["NKr", "Nkr"], Is(iso("NOK")), Side::Before, false, 0),
    alias(&["DKr", "Dkr"], Is(iso("DKK")), Side::Before, false, 0),
    alias(&["Dh", "Dhs", "dhs"], Is(iso("AED")), Side::Both, false, 0),
    alias(&["KSh", "Ksh", "KSH", "Kshs"], Is(iso("KES")), Side::Before, false, 0),
    alias(&["TSh", "Tsh", "TSH"], Is(iso("TZS")), Side::Before, false, 0),
    alias(&["USh", "Ush", "USH"], Is(iso("UGX")), Side::Before, false, 0),
    alias(&["DM"], Is(iso("DEM")), Side::Both, true, 0),
    alias(&["zł", "ZŁ"], Is(iso("PLN")), Side::Both, false, 0),
    alias(&["Kč", "kč", "KČ"], Is(iso("CZK")), Side::Both, false, 0),
    alias(&["LE"], Is(iso("EGP")), Side::Both, true, 0),
    alias(&["L.E", "L.E.", "l.e.", "l.e"], Is(iso("EGP")), Side::Both, false, 0),
    alias(&["R"], Meaning::Rand, Side::Before, false, 0),
    alias(&["MUSD", "mUSD"], Is(Currency::USD), Side::Both, false, 6),
    alias(&["MEUR", "mEUR"], Is(Currency::EUR), Side::Both, false, 6),
    alias(&["MGBP", "mGBP"], Is(Currency::GBP), Side::Both, false, 6),
    alias(&["MSEK", "mSEK"], Is(iso("SEK")), Side::Both, false, 6),
    alias(&["MNOK", "mNOK"], Is(iso("NOK")), Side::Both, false, 6),
    alias(&["MDKK", "mDKK"], Is(iso("DKK")), Side::Both, false, 6),
    alias(&["MCHF", "mCHF"], Is(iso("CHF")), Side::Both, false, 6),
    alias(&["KUSD", "kUSD", "TUSD"], Is(Currency::USD), Side::Both, false, 3),
    alias(&["KEUR", "kEUR", "TEUR"], Is(Currency::EUR), Side::Both, false, 3),
    alias(&["KGBP", "kGBP"], Is(Currency::GBP), Side::Both, false, 3),
];

/// Currency signs (Unicode category Sc). Signs that several currencies or none of ISO 4217 use are left out: ₿, ﷼, ¤, ₣, ₤.
pub(super) const fn sign(character: char) -> Option<Meaning> {
    Some(match character {
        '£' | '￡' => Pound,
        '$' | '＄' | '﹩' => Dollar,
        '€' => Is(Currency::EUR),
        '¥' | '￥' => Is(iso("JPY")),
        '₹' => Is(iso("INR")),
        '₨' => Rupee,
        '₩' | '￦' => Is(iso("KRW")),
        '₪' => Is(iso("ILS")),
        '₺' => Is(iso("TRY")),
        '₽' => Is(iso("RUB")),
        '₦' => Is(iso("NGN")),
        '₴' => Is(iso("UAH")),
        '₾' => Is(iso("GEL")),
        '₫' => Is(iso("VND")),
        '₱' => Is(iso("PHP")),
        '₡' => Is(iso("CRC")),
        '₲' => Is(iso("PYG")),
        '₵' => Is(iso("GHS")),
        '₸' => Is(iso("KZT")),
        '₼' => Is(iso("AZN")),
        '₭' => Is(iso("LAK")),
        '₮' => Is(iso("MNT")),
        '៛' => Is(iso("KHR")),
        '฿' => Is(iso("THB")),
        '֏' => Is(iso("AMD")),
        '৳' => Is(iso("BDT")),
        '؋' => Is(iso("AFN")),
        '₧' => Is(iso("ESP")),
        '₯' => Is(iso("GRD")),
        _ => return None,
    })
}

/// What glued or (last column) spaced in front of a sign changes its currency: "A$", "US$", "CN¥", "GB £".
/// Compared without regard to case; where the last column is true the form may also stand apart from the sign.
#[rustfmt::skip]
pub(super) static SIGN_PREFIXES: &[(char, &str, &str, bool)] = &[
    ('$', "us", "USD", true),
    ('$', "u.s.", "USD", true),
    ('$', "u.s", "USD", true),
    ('$', "usa", "USD", false),
    ('$', "a", "AUD", false),
    ('$', "au", "AUD", true),
    ('$', "aus", "AUD", false),
    ('$', "aust", "AUD", false),
    ('$', "c", "CAD", false),
    ('$', "ca", "CAD", false),
    ('$', "can", "CAD", false),
    ('$', "cdn", "CAD", true),
    ('$', "nz", "NZD", true),
    ('$', "hk", "HKD", true),
    ('$', "s", "SGD", false),
    ('$', "sg", "SGD", false),
    ('$', "nt", "TWD", true),
    ('$', "tw", "TWD", false),
    ('$', "r", "BRL", false),
    ('$', "j", "JMD", false),
    ('$', "ja", "JMD", false),
    ('$', "tt", "TTD", false),
    ('$', "bz", "BZD", false),
    ('$', "ec", "XCD", false),
    ('$', "bds", "BBD", false),
    ('$', "bd", "BMD", false),
    ('$', "fj", "FJD", false),
    ('$', "f", "FJD", false),
    ('$', "n", "NAD", false),
    ('$', "g", "GYD", false),
    ('$', "gy", "GYD", false),
    ('$', "rd", "DOP", false),
    ('$', "mx", "MXN", false),
    ('$', "mex", "MXN", false),
    ('$', "col", "COP", false),
    ('$', "ar", "ARS", false),
    ('$', "ci", "KYD", false),
    ('$', "si", "SBD", false),
    ('$', "ws", "WST", false),
    ('£', "gb", "GBP", true),
    ('£', "uk", "GBP", false),
    ('£', "stg", "GBP", false),
    ('£', "ir", "IEP", false),
    ('£', "e", "EGP", false),
    ('£', "le", "EGP", false),
    ('¥', "cn", "CNY", true),
    ('¥', "rmb", "CNY", true),
    ('¥', "jp", "JPY", true),
    ('₵', "gh", "GHS", false),
];

/// Currencies that the sign `$` is used for: a code behind the amount may say which ("$5m AUD").
#[rustfmt::skip]
pub(super) static DOLLAR_CODES: &[&str] = &[
    "USD", "AUD", "CAD", "NZD", "HKD", "SGD", "TWD", "BBD", "BMD", "BND", "BSD", "BZD", "FJD", "GYD", "JMD", "KYD", "LRD",
    "NAD", "SBD", "SRD", "TTD", "XCD", "ZWL", "MXN", "ARS", "CLP", "COP", "DOP", "UYU", "CUP", "BRL", "MOP",
];

/// Currencies that the sign `£` is used for.
pub(super) static POUND_CODES: &[&str] = &["GBP", "EGP", "LBP", "SYP", "SDG", "SSP", "GIP", "FKP", "SHP", "IEP"];

/// Currencies that the sign `¥` is used for.
pub(super) static YEN_CODES: &[&str] = &["JPY", "CNY"];

/// ISO codes that are no money in running text: funds, metals, test codes.
#[rustfmt::skip]
pub(super) static NO_MONEY: &[&str] = &[
    "BOV", "CHE", "CHW", "CLF", "COU", "MXV", "USN", "UYI", "UYW", "XAD", "XAG", "XAU", "XBA", "XBB", "XBC", "XBD", "XPD",
    "XPT", "XSU", "XTS", "XUA", "XXX",
];

/// ISO codes that are also words or common abbreviations in capitals: "TOP 10", "COP 26", "SDG 13", "PHP 8".
/// A scale word or grouped digits have to bear them out.
#[rustfmt::skip]
pub(super) static WORD_CODES: &[&str] = &[
    "ALL", "AMD", "ANG", "AOA", "BAM", "BND", "BOB", "BSD", "BTN", "CAD", "CDF", "COP", "CRC", "CUP", "CVE", "DOP", "ERN", "ETB", "FJD", "GEL", "GIP", "GMD", "GNF", "INR", "ISK",
    "KID", "LAK", "LSL", "MAD", "MGA", "MOP", "MUR", "NAD", "NIO", "PAB", "PEN", "PHP", "RON", "SAR", "SBD", "SCR", "SDG", "SLE", "SLL", "SOS", "SRD", "SSP", "STN", "SVC", "TOP", "TRY", "VED", "VES", "WST",
];

/// Of [`WORD_CODES`], those that are abbreviations and no words of English: a number of ten or more before or behind them will do
/// where no noun follows.
pub(super) static ABBREVIATIONS: &[&str] =
    &["CAD", "INR", "ISK", "PHP", "SAR", "AMD", "CRC", "DOP", "SCR", "MUR", "LSL"];

/// ISO codes that are taken in small letters too, next to a number: none of them is an English word.
#[rustfmt::skip]
pub(super) static SMALL_CODES: &[&str] = &[
    "USD", "EUR", "GBP", "JPY", "CHF", "AUD", "NZD", "CNY", "HKD", "SGD", "SEK", "NOK", "DKK", "PLN", "HUF", "CZK", "INR",
    "BRL", "MXN", "ZAR", "KRW", "THB", "IDR", "MYR", "AED", "QAR", "KWD", "EGP", "NGN", "KES", "UAH", "TWD", "VND", "BGN",
    "CAD", "ILS", "PKR", "BDT", "LKR", "BHD", "OMR", "JOD", "MNT", "ARS", "CLP", "KZT", "RUB",
];
