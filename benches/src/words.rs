//! The words that generated news is made of. Ours; the order is about how common a word is, since the generator takes
//! the first ones more often.

/// Things, in the singular; their plural takes an s.
pub const NOUNS: &str = "year month week government company country report plan service group project programme member \
 problem question system market school hospital city town village council team worker family house road bus train price \
 cost rate tax budget fund grant loan bill vote election party leader minister spokesman meeting decision proposal law \
 rule court case judge trial charge investigation inquiry review study survey result figure number target level share \
 deal contract order product customer supplier factory plant store shop bank investor analyst economist forecast growth \
 increase rise fall cut change reform strategy policy measure step effort campaign appeal protest strike union job role \
 post position career skill course student teacher pupil parent child patient nurse doctor surgeon ward clinic treatment \
 drug trial vaccine disease symptom condition risk benefit research laboratory university college degree paper author \
 book film song concert festival museum gallery exhibition theatre stage audience fan player coach manager match game \
 season goal point title cup league club stadium crowd ticket visitor tourist hotel restaurant kitchen meal farm farmer \
 field crop animal dog horse bird river lake coast beach island mountain forest tree garden park street square bridge \
 tunnel station airport flight plane pilot ship harbour port boat engine car lorry driver cyclist passenger journey \
 route delay accident crash fire flood storm shower cloud wind temperature winter summer spring autumn morning evening \
 night day hour minute moment period decade century history tradition culture language religion church community \
 neighbour resident tenant landlord home flat tower block estate office building site scheme development planning \
 permission developer architect engineer builder contractor subcontractor apprentice trainee graduate adviser consultant \
 lawyer accountant auditor director chairman chief executive board shareholder dividend profit loss turnover margin asset \
 liability debt pension mortgage insurance premium claim policyholder regulator licence breach fine penalty sanction \
 tariff export import border customs officer soldier troop base weapon missile attack war peace treaty talk summit \
 delegation ambassador embassy visa passport migrant refugee camp charity volunteer donation donor sponsor partner \
 partnership network platform website app phone device screen chip battery sensor satellite rocket robot machine tool \
 material metal mineral mine quarry pipeline refinery turbine reactor grid cable meter boiler heater panel roof wall \
 window door floor table chair bed desk computer server database record file document letter email message call voice \
 word sentence speech statement comment criticism complaint concern fear hope doubt promise pledge commitment warning \
 alert signal sign symbol flag map chart graph picture photograph image video camera microphone recording broadcast \
 channel programme series episode newspaper magazine journalist editor reporter reader viewer listener";

/// What is said of things.
pub const ADJECTIVES: &str = "new local public national large small major recent early late high low strong weak long \
 short good bad better worse best worst important serious difficult easy possible likely unlikely clear unclear certain \
 current previous former future annual monthly weekly daily regional international foreign domestic private social \
 economic financial political legal medical scientific technical digital environmental industrial agricultural \
 commercial residential rural urban coastal northern southern eastern western central independent voluntary free open \
 closed empty full busy quiet rich poor cheap expensive heavy light fast slow deep shallow wide narrow old young modern \
 traditional popular famous unknown ordinary special particular general specific broad detailed final initial temporary \
 permanent partial complete successful unsuccessful effective efficient safe dangerous healthy sick tired angry happy \
 sad worried confident cautious careful urgent immediate sudden gradual steady sharp modest significant substantial \
 considerable limited extensive intensive joint separate individual collective mutual common rare unusual remarkable \
 surprising disappointing encouraging controversial unpopular proposed planned expected unexpected estimated underlying";

/// What was done to something.
pub const VERBS: &str = "made took gave found saw used kept held led met built bought sold paid cut raised won lost left \
 opened closed started finished began ended moved changed improved reduced increased expanded launched announced \
 published approved rejected backed opposed supported criticised praised welcomed defended questioned challenged \
 reviewed examined studied tested measured recorded reported described explained discussed considered planned proposed \
 designed developed produced delivered provided offered received accepted refused requested ordered cancelled delayed \
 postponed replaced repaired restored protected damaged destroyed visited attended joined followed watched heard \
 discovered identified recognised confirmed denied admitted agreed settled resolved managed controlled owned operated \
 ran funded financed sponsored financed borrowed lent saved spent wasted recovered returned transferred introduced \
 extended renewed strengthened weakened doubled halved outlined predicted feared expected avoided prevented stopped";

/// How and when.
pub const ADVERBS: &str = "also already still again often sometimes usually later earlier recently quickly slowly \
 quietly largely mainly partly fully nearly almost probably certainly clearly simply finally eventually initially \
 originally previously currently increasingly significantly sharply slightly gradually steadily together apart abroad \
 elsewhere instead meanwhile however therefore nevertheless yet";

/// Words that made-up organisations have in the middle.
pub const TRADES: &str = "Analytics Energy Foods Homes Housing Logistics Media Pharma Rail Robotics Software Steel Systems \
 Textiles Therapeutics Water Wind Biotech Capital Ceramics Community Construction Dairy Design Diagnostics Farming \
 Fisheries Freight Furniture Genomics Glass Harbour Health Heritage Imaging Instruments Insurance Leisure Marine Metals \
 Minerals Mobility Motors Optics Paper Photonics Plastics Property Publishing Quarries Recycling Research Retail Satellite \
 Shipping Skills Solar Sport Technology Timber Tools Transport Travel Utilities Ventures Wildlife Youth";

/// How made-up organisations end.
pub const HEADS: &str = "Ltd plc Group Trust Council Association Partnership Foundation Holdings Institute Agency Authority \
 Society Alliance Centre Federation Network Commission Board Company University College Union Fund";
