/** Synthetic Travelport responses: LIS-OPO-EWR and EWR-LIS, for two adults and a child. */
const segment = (
  key: string,
  group: number,
  from: string,
  to: string,
  leaves: string,
  lands: string
) =>
  `<air:AirSegment Key="${key}==" Group="${group}" Carrier="TP" FlightNumber="0${key.slice(1)}3" Origin="${from}" Destination="${to}" DepartureTime="${leaves}" ArrivalTime="${lands}">
    <air:CodeshareInfo OperatingCarrier="S4">AZORES</air:CodeshareInfo>
    <air:AirAvailInfo><air:BookingCodeInfo BookingCounts="C2|O4|Y9"/></air:AirAvailInfo>
    <air:FlightDetailsRef Key="D${key}"/>
  </air:AirSegment>`

const lists = `
<air:FlightDetailsList>
  <air:FlightDetails Key="DS1" FlightTime="60"/>
  <air:FlightDetails Key="DS2" FlightTime="480"/>
  <air:FlightDetails Key="DS3" FlightTime="410"/>
</air:FlightDetailsList>
<air:AirSegmentList>
  ${segment('S1', 0, 'LIS', 'OPO', '2027-05-03T08:00:00.000+01:00', '2027-05-03T09:00:00.000+01:00')}
  ${segment('S2', 0, 'OPO', 'EWR', '2027-05-03T10:30:00.000+01:00', '2027-05-03T13:30:00.000-04:00')}
  ${segment('S3', 1, 'EWR', 'LIS', '2027-05-10T18:00:00.000-04:00', '2027-05-11T05:50:00.000+01:00')}
  ${segment('S4', 1, 'EWR', 'LIS', '2027-05-10T23:00:00.000-04:00', '2027-05-11T10:50:00.000+01:00')}
</air:AirSegmentList>
<air:FareInfoList>
  <air:FareInfo Key="A1" FareBasis="OLIGHT"><air:BaggageAllowance><air:NumberOfPieces>1</air:NumberOfPieces><air:MaxWeight/></air:BaggageAllowance></air:FareInfo>
  <air:FareInfo Key="A2" FareBasis="OBACK"><air:BaggageAllowance><air:MaxWeight Value="23" Unit="Kilograms"/></air:BaggageAllowance></air:FareInfo>
  <air:FareInfo Key="C1" FareBasis="OCHILD"/>
</air:FareInfoList>`

const booking = (ref: string, fare: string, count = '') =>
  `<air:BookingInfo BookingCode="O" CabinClass="Economy" FareInfoRef="${fare}" SegmentRef="${ref}=="${count}/>`

const passengers = (code: string, count: number) =>
  `<air:PassengerType Code="${code}"/>`.repeat(count)

export const pricing = (code: string, count: number, total: number, base: number, inside: string) =>
  `<air:AirPricingInfo Key="P-${code}" TotalPrice="EUR${total.toFixed(2)}" BasePrice="USD${(base * 1.1).toFixed(2)}" EquivalentBasePrice="EUR${base}" Taxes="EUR${(total - base).toFixed(2)}" PlatingCarrier="TP">
    ${inside}${passengers(code, count)}
  </air:AirPricingInfo>`

const answer = (inside: string, name = 'LowFareSearchRsp') =>
  `<SOAP:Envelope xmlns:SOAP="http://schemas.xmlsoap.org/soap/envelope/"><SOAP:Body><air:${name} xmlns:air="http://www.travelport.com/schema/air_v52_0" TransactionId="T1" CurrencyType="EUR">${inside}</air:${name}></SOAP:Body></SOAP:Envelope>`

const solutionBookings = (fare: string) =>
  booking('S1', fare, ' BookingCount="7"') +
  booking('S2', fare, ' BookingCount="5"') +
  booking('S3', fare === 'A1' ? 'A2' : fare)

export const solution = `<air:AirPricingSolution Key="K1" TotalPrice="EUR1250.50">
  <air:Journey TravelTime="P0DT10H30M0S"><air:AirSegmentRef Key="S1=="/><air:AirSegmentRef Key="S2=="/></air:Journey>
  <air:Journey TravelTime="P0DT6H50M0S"><air:AirSegmentRef Key="S3=="/></air:Journey>
  ${pricing('CNN', 1, 250, 200, solutionBookings('C1'))}
  ${pricing('ADT', 2, 500.25, 400, solutionBookings('A1'))}
</air:AirPricingSolution>`

export const solutions = (more = '', name?: string) => answer(lists + solution + more, name)

const option = (minutes: string, ...bookings: readonly string[]) =>
  `<air:Option Key="" TravelTime="${minutes}">${bookings.join('')}</air:Option>`

export const outbound = `<air:FlightOption LegRef="L1">${option('P0DT10H30M0S', booking('S1', 'A1'), booking('S2', 'A1'))}</air:FlightOption>`
export const back = `<air:FlightOption LegRef="L2">${option('410', booking('S3', 'A2'))}${option('410', booking('S4', 'A2'))}</air:FlightOption>`

export const point = (pricings: string, total = 'EUR500.25') =>
  `<air:AirPricePoint Key="K2" TotalPrice="${total}">${pricings}</air:AirPricePoint>`

export const points = (...each: readonly string[]) =>
  answer(`${lists}<air:AirPricePointList>${each.join('')}</air:AirPricePointList>`)

export const onePoint = point(
  pricing(
    'ADT',
    1,
    500.25,
    400,
    `<air:FlightOptionsList>${outbound}${back}</air:FlightOptionsList>`
  )
)

export const message = (type: string, text: string) =>
  answer(
    `<common:ResponseMessage xmlns:common="c" Code="1" Type="${type}">${text}</common:ResponseMessage>`
  )

export const fault = (words: string, detail: string) =>
  `<SOAP:Envelope xmlns:SOAP="http://schemas.xmlsoap.org/soap/envelope/"><SOAP:Body><SOAP:Fault><faultcode>Server.Business</faultcode><faultstring>${words}</faultstring><detail>${detail}</detail></SOAP:Fault></SOAP:Body></SOAP:Envelope>`
