//! Classes of Wikidata (`P31`, "instance of") and the types they are.

/// The type of an item of that class; `None` when it is neither a person, an organisation nor a place. Only the classes
/// that items are usually said to be instances of are here: a stream cannot follow "subclass of".
pub(super) fn entity_type_of(class: &str) -> Option<&'static str> {
    let number: u32 = class.strip_prefix('Q')?.parse().ok()?;
    if number == HUMAN {
        return Some("PERSON");
    }
    if ORGANISATIONS.binary_search(&number).is_ok() {
        return Some("ORG");
    }
    PLACES.binary_search(&number).is_ok().then_some("LOC")
}

const HUMAN: u32 = 5;

/// Sorted.
#[rustfmt::skip]
const ORGANISATIONS: &[u32] = &[
    3914, // school
    3918, // university
    7075, // library
    7278, // political party
    9826, // high school
    11032, // newspaper
    11691, // stock exchange
    14350, // radio station
    16917, // hospital
    18127, // record label
    22687, // bank
    28564, // public library
    31855, // research institute
    33506, // museum
    35749, // parliament
    38723, // higher education institution
    41298, // magazine
    43229, // organization
    46970, // airline
    48204, // voluntary association
    66344, // central bank
    79913, // non-governmental organization
    134161, // joint venture
    155271, // think tank
    157031, // foundation
    161726, // multinational corporation
    163740, // nonprofit organization
    176799, // military unit
    178706, // institution
    178790, // trade union
    189004, // college
    192350, // ministry
    207694, // art museum
    215380, // musical group
    245065, // intergovernmental organization
    327333, // government agency
    414147, // academy of sciences
    476028, // association football club
    484652, // international organization
    708676, // charitable organization
    772547, // armed forces
    783794, // company
    847017, // sports club
    875538, // public university
    891723, // public company
    902104, // private university
    955824, // learned society
    1110794, // daily newspaper
    1328899, // standards organization
    1616075, // television station
    1664720, // institute
    2085381, // publisher
    2659904, // government organization
    4287745, // medical organization
    4830453, // business
    5633421, // scientific journal
    6881511, // enterprise
    6979593, // national association football team
    12973014, // sports team
    15911314, // association
    17149090, // armed organization
];

/// Sorted.
#[rustfmt::skip]
const PLACES: &[u32] = &[
    165, // sea
    515, // city
    532, // village
    3957, // town
    4022, // river
    4421, // forest
    5084, // hamlet
    5107, // continent
    5119, // capital
    6256, // country
    6465, // department of France
    8072, // volcano
    8502, // mountain
    8514, // desert
    9430, // ocean
    15284, // municipality
    22698, // park
    23397, // lake
    23442, // island
    28575, // county
    33837, // archipelago
    34763, // peninsula
    34876, // province
    35657, // U.S. state
    36784, // region of France
    37901, // strait
    39594, // bay
    39816, // valley
    46169, // national park
    46831, // mountain range
    47168, // county of the United States
    54050, // hill
    82794, // geographic region
    107390, // federated state
    123705, // neighborhood
    131681, // reservoir
    180673, // ceremonial county of England
    185113, // cape
    188509, // suburb
    211690, // London borough
    262166, // municipality in Germany
    355304, // watercourse
    484170, // commune of France
    486972, // human settlement
    747074, // comune of Italy
    1093829, // city in the United States
    1115575, // civil parish
    1138494, // historic county of England
    1221156, // state of Germany
    1549591, // big city
    1637706, // million city
    2074737, // municipality of Spain
    2264924, // port city
    3024240, // historical country
    3184121, // municipality of Brazil
    3624078, // sovereign state
    10864048, // first-level administrative division
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted_and_apart() {
        assert!(ORGANISATIONS.is_sorted_by(|a, b| a < b) && PLACES.is_sorted_by(|a, b| a < b));
        assert!(ORGANISATIONS.iter().all(|class| !PLACES.contains(class)));
        assert_eq!(
            (entity_type_of("Q5"), entity_type_of("Q3918"), entity_type_of("Q515")),
            (Some("PERSON"), Some("ORG"), Some("LOC"))
        );
        assert_eq!((entity_type_of("Q11424"), entity_type_of("L5"), entity_type_of("")), (None, None, None));
    }
}
