/**
 * Cities that searches name, with the airports they mean, the main one first. Written by hand: the
 * airports table knows no cities. Names are as `plainWords` leaves them; "/" parts other names.
 */
const TABLE = `
amsterdam AMS; athens ATH; barcelona BCN; basel BSL; belfast BFS BHD; belgrade BEG; bergen BGO
berlin BER; bilbao BIO; birmingham BHX; bologna BLQ; bordeaux BOD; bratislava BTS; bristol BRS
brussels/bruxelles BRU CRL; bucharest OTP; budapest BUD; cagliari CAG; cologne/koln CGN
copenhagen CPH; cork ORK; dublin DUB; dubrovnik DBV; dusseldorf DUS; edinburgh EDI; faro FAR
florence/firenze FLR; frankfurt FRA; fuerteventura FUE; funchal/madeira FNC; gdansk GDN
geneva/geneve GVA; genoa GOA; glasgow GLA; gothenburg GOT; gran canaria LPA; hamburg HAM; hanover HAJ
helsinki HEL; ibiza IBZ; istanbul IST SAW; izmir ADB; antalya AYT; ankara ESB; kyiv/kiev KBP IEV
krakow KRK; lanzarote ACE; larnaca LCA; leeds LBA; leipzig LEJ; lisbon/lisboa/lissabon LIS; liverpool LPL
ljubljana LJU; london LHR LGW STN LTN LCY SEN; luxembourg LUX; lyon LYS; madrid MAD; malaga AGP; malta MLA
manchester MAN; marseille MRS; milan/milano MXP LIN BGY; moscow SVO DME VKO; munich/munchen MUC
mykonos JMK; naples/napoli NAP; newcastle NCL; nice NCE; nuremberg NUE; oslo OSL; palermo PMO
palma/majorca/mallorca PMI; paris CDG ORY; pisa PSA; ponta delgada/azores PDL; porto/oporto OPO
prague/praha PRG; reykjavik KEF; rhodes RHO; riga RIX; rome/roma FCO CIA; saint petersburg LED; salzburg SZG
santorini JTR; santiago de compostela SCQ; sarajevo SJJ; seville/sevilla SVQ; skopje SKP; sofia SOF
split SPU; stockholm ARN BMA NYO; strasbourg SXB; stuttgart STR; tallinn TLL; tenerife TFS TFN
thessaloniki SKG; tirana TIA; toulouse TLS; trieste TRS; turin/torino TRN; valencia VLC
venice/venezia VCE TSF; verona VRN; vienna/wien VIE; vilnius VNO; warsaw/warszawa WAW WMI; zagreb ZAG
zurich ZRH; alicante ALC; catania CTA; heraklion/crete HER; chisinau RMO; gibraltar GIB
albuquerque ABQ; anchorage ANC; atlanta ATL; austin AUS; baltimore BWI; boston BOS; buffalo BUF
charlotte CLT; chicago ORD MDW; cincinnati CVG; cleveland CLE; columbus CMH; dallas DFW DAL; denver DEN
detroit DTW; fort lauderdale FLL; honolulu/hawaii HNL; houston IAH HOU; indianapolis IND
jacksonville JAX; kansas city MCI; las vegas/vegas LAS; los angeles/la LAX BUR; maui OGG; memphis MEM
miami MIA; milwaukee MKE; minneapolis MSP; nashville BNA; new orleans MSY; new york/new york city/nyc/ny JFK EWR LGA
newark EWR; oakland OAK; oklahoma city OKC; orlando MCO; philadelphia PHL; phoenix PHX; pittsburgh PIT
portland PDX; raleigh RDU; reno RNO; sacramento SMF; salt lake city SLC; san antonio SAT; san diego SAN
san francisco SFO; san jose SJC; san juan SJU; seattle SEA; st louis/saint louis STL; tampa TPA
washington/washington dc IAD DCA; calgary YYC; edmonton YEG; halifax YHZ; montreal YUL; ottawa YOW; quebec YQB
toronto YYZ YTZ; vancouver YVR; winnipeg YWG; acapulco ACA; cancun CUN; guadalajara GDL
mexico city/ciudad de mexico MEX; monterrey MTY; tijuana TIJ; havana HAV; kingston KIN; montego bay MBJ; nassau NAS
punta cana PUJ; santo domingo SDQ; panama city/panama PTY; guatemala city GUA; san salvador SAL; bridgetown/barbados BGI
asuncion ASU; bogota BOG; brasilia BSB; buenos aires EZE AEP; caracas CCS; cartagena CTG; cordoba COR; cusco CUZ
fortaleza FOR; guayaquil GYE; la paz LPB; lima LIM; medellin MDE; montevideo MVD; porto alegre POA; quito UIO
recife REC; rio de janeiro/rio GIG SDU; salvador SSA; santiago SCL; sao paulo GRU CGH; curitiba CWB
abu dhabi AUH; amman AMM; baghdad BGW; bahrain BAH; beirut BEY; damascus DAM; doha DOH; dubai DXB DWC
jeddah JED; kuwait KWI; mecca JED; medina MED; muscat MCT; riyadh RUH; sharjah SHJ; tehran IKA; tel aviv TLV
baku GYD; tbilisi TBS; yerevan EVN; almaty ALA; astana NQZ; tashkent TAS
accra ACC; abidjan ABJ; abuja ABV; addis ababa ADD; algiers ALG; cairo CAI; cape town CPT; casablanca CMN; dakar DSS
dar es salaam DAR; djerba DJE; durban DUR; entebbe/kampala EBB; harare HRE; hurghada HRG; johannesburg JNB
kigali KGL; kinshasa FIH; lagos LOS; luanda LAD; lusaka LUN; maputo MPM; marrakech/marrakesh RAK; mauritius MRU
mombasa MBA; nairobi NBO; praia RAI; reunion RUN; seychelles SEZ; sharm el sheikh SSH; tunis TUN; windhoek WDH
zanzibar ZNZ; agadir AGA; fez FEZ; sal SID
ahmedabad AMD; bangalore/bengaluru BLR; chennai/madras MAA; colombo CMB; delhi/new delhi DEL; dhaka DAC
goa GOI GOX; hyderabad HYD; islamabad ISB; jaipur JAI; karachi KHI; kathmandu KTM; kochi/cochin COK; kolkata/calcutta CCU
lahore LHE; lucknow LKO; male/maldives MLE; mumbai/bombay BOM; pune PNQ
bali/denpasar DPS; bangkok BKK DMK; beijing/peking PEK PKX; cebu CEB; chengdu TFU CTU; chiang mai CNX; chongqing CKG; da nang DAD
fukuoka FUK; guangzhou/canton CAN; hangzhou HGH; hanoi HAN; ho chi minh city/saigon SGN; hong kong HKG; jakarta CGK HLP
koh samui USM; kota kinabalu BKI; krabi KBV; kuala lumpur KUL SZB; macau MFM; manila MNL; nagoya NGO; okinawa OKA
osaka KIX ITM; penang PEN; phnom penh PNH; phuket HKT; sapporo CTS; seoul ICN GMP; shanghai PVG SHA; shenzhen SZX
siem reap SAI; singapore SIN; surabaya SUB; taipei TPE TSA; tokyo NRT HND; ulaanbaatar UBN; vientiane VTE; yangon RGN
busan PUS; jeju CJU; kyoto KIX; wuhan WUH; xiamen XMN; kunming KMG; xian XIY
adelaide ADL; auckland AKL; brisbane BNE; cairns CNS; canberra CBR; christchurch CHC; darwin DRW; fiji/nadi NAN
gold coast OOL; hobart HBA; melbourne MEL AVV; papeete/tahiti PPT; perth PER; queenstown ZQN; sydney SYD; wellington WLG
heathrow LHR; gatwick LGW; stansted STN; luton LTN; charles de gaulle CDG; orly ORY; fiumicino FCO; malpensa MXP; schiphol AMS
kennedy JFK; la guardia/laguardia LGA; haneda HND; narita NRT; suvarnabhumi BKK; barajas MAD; ohare ORD
`

export const CITY_AIRPORTS: ReadonlyMap<string, readonly string[]> = new Map(
  TABLE.split(/[;\n]/).flatMap((entry) => {
    const airports = entry.match(/\b[A-Z]{3}\b/g) ?? []
    const names = entry.replace(/[A-Z]{3}/g, '').split('/')
    return names.map((name) => [name.trim(), airports] as const).filter(([name]) => name !== '')
  })
)

/** Words of the longest name. */
export const MAX_CITY_WORDS = Math.max(
  ...Array.from(CITY_AIRPORTS.keys(), (name) => name.split(' ').length)
)
