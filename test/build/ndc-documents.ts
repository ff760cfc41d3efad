/**
 * One offer in the layout of four versions of NDC, made up for the tests: two adults and a child fly
 * LIS-OPO-EWR and EWR-LIS for 1250.50 EUR, an adult for 500.25 (400 and taxes), the child for 250.
 */
const flights = [
  ['S1', 'LIS', '2027-05-03', '08:00', 'OPO', '2027-05-03', '09:00', 'TP', '0203', 'S4', 'PT1H'],
  ['S2', 'OPO', '2027-05-03', '10:30', 'EWR', '2027-05-03', '13:30', 'TP', '205', 'TP', 'PT8H'],
  ['S3', 'EWR', '2027-05-10', '18:00', 'LIS', '2027-05-11', '05:50', 'TP', '202', 'TP', 'PT6H50M'],
] as const

const each = <T>(list: readonly T[], write: (item: T) => string) => list.map(write).join('\n')

const oldSegments = each(
  flights,
  ([key, from, day, leaves, to, next, lands, airline, number, operator, time]) => `
  <FlightSegment SegmentKey="${key}">
    <Departure><AirportCode>${from}</AirportCode><Date>${day}</Date><Time>${leaves}</Time></Departure>
    <Arrival><AirportCode>${to}</AirportCode><Date>${next}</Date><Time>${lands}</Time></Arrival>
    <MarketingCarrier><AirlineID>${airline}</AirlineID><FlightNumber>${number}</FlightNumber></MarketingCarrier>
    <OperatingCarrier><AirlineID>${operator}</AirlineID></OperatingCarrier>
    <FlightDetail><FlightDuration><Value>${time}</Value></FlightDuration></FlightDetail>
  </FlightSegment>`
)

const oldLists = (passengers: string) => `<DataLists>
  ${passengers}
  <FlightSegmentList>${oldSegments}</FlightSegmentList>
  <FlightList>
    <Flight FlightKey="F2"><Journey><Time>PT6H50M</Time></Journey><SegmentReferences>S3</SegmentReferences></Flight>
    <Flight FlightKey="F1"><Journey><Time>PT10H30M</Time></Journey><SegmentReferences>S1 S2</SegmentReferences></Flight>
  </FlightList>
  <OriginDestinationList>
    <OriginDestination OriginDestinationKey="OD1"><FlightReferences>F1</FlightReferences></OriginDestination>
    <OriginDestination OriginDestinationKey="OD2"><FlightReferences>F2</FlightReferences></OriginDestination>
  </OriginDestinationList>
  <CheckedBagAllowanceList>
    <CheckedBagAllowance ListKey="B1"><PieceAllowance><TotalQuantity>1</TotalQuantity></PieceAllowance></CheckedBagAllowance>
  </CheckedBagAllowanceList>
  <BaggageAllowanceList>
    <BaggageAllowance BaggageAllowanceID="B1"><BaggageCategory>Checked</BaggageCategory><PieceAllowance><TotalQuantity>1</TotalQuantity></PieceAllowance></BaggageAllowance>
    <BaggageAllowance BaggageAllowanceID="B2"><BaggageCategory>CarryOn</BaggageCategory><PieceAllowance><TotalQuantity>2</TotalQuantity></PieceAllowance></BaggageAllowance>
  </BaggageAllowanceList>
  <PriceClassList><PriceClass PriceClassID="PC1" ObjectKey="PC1"><Name>Economy Light</Name></PriceClass></PriceClassList>
</DataLists>`

const price152 = (ref: string, total: number, base: number, id: string) => `
  <OfferPrice OfferItemID="${id}">
    <RequestedDate>
      <PriceDetail>
        <TotalAmount><SimpleCurrencyPrice Code="EUR">${total}</SimpleCurrencyPrice></TotalAmount>
        <BaseAmount Code="EUR">${base}</BaseAmount>
        <Taxes><Total Code="EUR">${total - base}</Total></Taxes>
      </PriceDetail>
      <Associations><AssociatedTraveler><TravelerReferences>${ref}</TravelerReferences></AssociatedTraveler></Associations>
    </RequestedDate>
    <FareDetail><FareComponent><SegmentReference>S1 S2 S3</SegmentReference><FareBasis><FareBasisCode><Code>OLIGHT</Code></FareBasisCode></FareBasis></FareComponent></FareDetail>
  </OfferPrice>`

export const ndc152 = `<?xml version="1.0" encoding="UTF-8"?>
<n:AirShoppingRS xmlns:n="http://www.iata.org/IATA/EDIST" xmlns="http://www.iata.org/IATA/EDIST" Version="15.2" TimeStamp="2026-11-20T11:59:58Z">
  <Success/>
  <ShoppingResponseIDs><Owner>TP</Owner><ResponseID>shop-1</ResponseID></ShoppingResponseIDs>
  <OffersGroup><AirlineOffers><Owner>TP</Owner><AirlineOffer>
    <OfferID Owner="TP">O1</OfferID>
    <TimeLimits><OfferExpiration DateTime="2026-11-20T12:30:00Z"/></TimeLimits>
    <TotalPrice><DetailCurrencyPrice><Total Code="EUR">1250.50</Total></DetailCurrencyPrice></TotalPrice>
    <PricedOffer>
      ${price152('SH2', 250, 200, 'I2')}
      ${price152('SH1', 500.25, 400, 'I1')}
      <Associations>
        <ApplicableFlight>
          <FlightReferences>F1 F2</FlightReferences>
          <FlightSegmentReference ref="S1"><ClassOfService><Code SeatsLeft="4">O</Code><MarketingName CabinDesignator="M">Economy</MarketingName></ClassOfService><BagDetailAssociation><CheckedBagReferences>B1</CheckedBagReferences></BagDetailAssociation></FlightSegmentReference>
          <FlightSegmentReference ref="S2"><ClassOfService><Code SeatsLeft="9">O</Code></ClassOfService></FlightSegmentReference>
          <FlightSegmentReference ref="S3"><ClassOfService><Code>O</Code><MarketingName>Economy Light</MarketingName></ClassOfService></FlightSegmentReference>
        </ApplicableFlight>
      </Associations>
    </PricedOffer>
  </AirlineOffer></AirlineOffers></OffersGroup>
  ${oldLists(`<AnonymousTravelerList>
    <AnonymousTraveler ObjectKey="SH1"><PTC Quantity="2">ADT</PTC></AnonymousTraveler>
    <AnonymousTraveler ObjectKey="SH2"><PTC Quantity="1">CHD</PTC></AnonymousTraveler>
  </AnonymousTravelerList>`)}
</n:AirShoppingRS>`

const fare172 = (refs: string, base: number, taxes: number) => `
  <FareDetail>
    <PassengerRefs>${refs}</PassengerRefs>
    <Price><BaseAmount Code="EUR">${base}</BaseAmount><Taxes><Total Code="EUR">${taxes}</Total></Taxes></Price>
    <FareComponent>
      <FareBasis><FareBasisCode><Code>OLIGHT</Code></FareBasisCode><RBD>O</RBD><CabinType><CabinTypeCode>O</CabinTypeCode><CabinTypeName>ECONOMY</CabinTypeName></CabinType></FareBasis>
      <PriceClassRef>PC1</PriceClassRef>
      <SegmentRefs>S1 S2 S3</SegmentRefs>
    </FareComponent>
  </FareDetail>`

export const offer172 = `<Offer OfferID="O1" Owner="TP">
  <ValidatingCarrier>TP</ValidatingCarrier>
  <TimeLimits><OfferExpiration DateTime="2026-11-20T12:30:00Z"/></TimeLimits>
  <FlightsOverview><FlightRef ODRef="OD1">F1</FlightRef><FlightRef ODRef="OD2">F2</FlightRef></FlightsOverview>
  <BaggageAllowance><BaggageAllowanceRef>B1</BaggageAllowanceRef></BaggageAllowance>
  <BaggageAllowance><BaggageAllowanceRef>B2</BaggageAllowanceRef></BaggageAllowance>
  <OfferItem OfferItemID="I1" MandatoryInd="true">
    <TotalPriceDetail><TotalAmount><DetailCurrencyPrice><Total Code="EUR">1250.50</Total></DetailCurrencyPrice></TotalAmount></TotalPriceDetail>
    <Service ServiceID="SV1"><PassengerRefs>P1 P2 P3</PassengerRefs><FlightRefs>F1 F2</FlightRefs></Service>
    ${fare172('P1 P2', 400, 100.25)}
    ${fare172('P3', 200, 50)}
  </OfferItem>
  <OfferItem OfferItemID="I2" MandatoryInd="false">
    <TotalPriceDetail><TotalAmount><SimpleCurrencyPrice Code="EUR">35</SimpleCurrencyPrice></TotalAmount></TotalPriceDetail>
    <Service ServiceID="SV2"><PassengerRefs>P1</PassengerRefs><ServiceDefinitionRef SegmentRefs="S1">seat</ServiceDefinitionRef></Service>
  </OfferItem>
</Offer>`

export const ndc172With = (
  offers: string,
  more = ''
) => `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
<AirShoppingRS xmlns="http://www.iata.org/IATA/EDIST/2017.2" Version="17.2" TimeStamp="2026-11-20T11:59:58Z">
  <Success/>
  <ShoppingResponseID><Owner>TP</Owner><ResponseID>shop-1</ResponseID></ShoppingResponseID>
  <OffersGroup><AirlineOffers>${offers}</AirlineOffers></OffersGroup>
  ${oldLists(`<PassengerList>
    <Passenger PassengerID="P1"><PTC>ADT</PTC></Passenger>
    <Passenger PassengerID="P2"><PTC>ADT</PTC></Passenger>
    <Passenger PassengerID="P3"><PTC>CHD</PTC></Passenger>
  </PassengerList>`)}
  ${more}
</AirShoppingRS></s:Body></s:Envelope>`

export const ndc172 = ndc172With(offer172)

const newPrice = (total: number, base: number) => `<Price>
  <BaseAmount CurCode="EUR">${base}</BaseAmount>
  <TaxSummary><TotalTaxAmount CurCode="EUR">${(total - base).toFixed(20)}</TotalTaxAmount></TaxSummary>
  <TotalAmount CurCode="EUR">${total.toFixed(20)}</TotalAmount>
</Price>`

const component = (...segments: readonly string[]) => `<FareComponent>
  <CabinType><CabinTypeName>Economy</CabinTypeName></CabinType>
  <FareBasisCode>OLIGHT</FareBasisCode>
  ${each(segments, (id) => `<PaxSegmentRefID>${id}</PaxSegmentRefID>`)}
  <RBD><RBD_Code>O</RBD_Code></RBD>
</FareComponent>`

const newLists = (segments: string) => `<DataLists>
  <BaggageAllowanceList>
    <BaggageAllowance><BaggageAllowanceID>B1</BaggageAllowanceID><PieceAllowance><TotalQty>1</TotalQty></PieceAllowance><TypeCode>Checked</TypeCode></BaggageAllowance>
    <BaggageAllowance><BaggageAllowanceID>B2</BaggageAllowanceID><PieceAllowance><TotalQty>2</TotalQty></PieceAllowance><TypeCode>CarryOnBag</TypeCode></BaggageAllowance>
  </BaggageAllowanceList>
  <PaxJourneyList>
    <PaxJourney><Duration>P0DT6H50M0S</Duration><PaxJourneyID>F2</PaxJourneyID><PaxSegmentRefID>S3</PaxSegmentRefID></PaxJourney>
    <PaxJourney><Duration>P0DT10H30M0S</Duration><PaxJourneyID>F1</PaxJourneyID><PaxSegmentRefID>S1</PaxSegmentRefID><PaxSegmentRefID>S2</PaxSegmentRefID></PaxJourney>
  </PaxJourneyList>
  <PaxList>
    <Pax><PaxID>P1</PaxID><PTC>ADT</PTC></Pax>
    <Pax><PaxID>P2</PaxID><PTC>ADT</PTC></Pax>
    <Pax><PaxID>P3</PaxID><PTC>CNN</PTC></Pax>
  </PaxList>
  ${segments}
</DataLists>`

/** The times of a segment are in its leg here. */
const segments192 = `<PaxSegmentList>${each(
  flights,
  ([key, from, day, leaves, to, next, lands, airline, number, operator, time]) => `
  <PaxSegment>
    <Arrival/>
    <DatedOperatingLeg>
      <Arrival><AircraftScheduledDateTime TimeZoneCode="UTC">${next}T${lands}:00.000</AircraftScheduledDateTime><IATA_LocationCode>${to}</IATA_LocationCode></Arrival>
      <Dep><AircraftScheduledDateTime>${day}T${leaves}:00.000</AircraftScheduledDateTime><IATA_LocationCode>${from}</IATA_LocationCode></Dep>
    </DatedOperatingLeg>
    <Dep/>
    <Duration>${time}</Duration>
    <MarketingCarrierInfo><CarrierDesigCode>${airline}</CarrierDesigCode><MarketingCarrierFlightNumberText>${number}</MarketingCarrierFlightNumberText></MarketingCarrierInfo>
    <OperatingCarrierInfo><CarrierDesigCode>${operator}</CarrierDesigCode></OperatingCarrierInfo>
    <PaxSegmentID>${key}</PaxSegmentID>
  </PaxSegment>`
)}</PaxSegmentList>`

/** One item for each passenger type, as in 19.2; only the item has the shares. */
const item192 = (passengers: readonly string[], total: number, base: number) => `<OfferItem>
  <OfferItemID>I-${passengers[0]}</OfferItemID>
  <FareDetail>${component('S1', 'S2', 'S3')}${each(passengers, (id) => `<PaxRefID>${id}</PaxRefID>`)}</FareDetail>
  ${newPrice(total, base)}
  <Service>
    ${each(passengers, (id) => `<PaxRefID>${id}</PaxRefID>`)}
    <ServiceAssociations><PaxJourneyRefID>F1</PaxJourneyRefID><PaxJourneyRefID>F2</PaxJourneyRefID></ServiceAssociations>
  </Service>
</OfferItem>`

export const ndc192 = `<IATA_AirShoppingRS xmlns="http://www.iata.org/IATA/2015/00/2019.2/IATA_AirShoppingRS"><Response>
  ${newLists(segments192)}
  <OffersGroup><CarrierOffers>
    <ALaCarteOffer><OfferID>A1</OfferID></ALaCarteOffer>
    <Offer>
      <BaggageAllowance><BaggageAllowanceRefID>B1</BaggageAllowanceRefID></BaggageAllowance>
      <OfferExpirationTimeLimitDateTime>2026-11-20T12:30:00Z</OfferExpirationTimeLimitDateTime>
      <OfferID>O1</OfferID>
      ${item192(['P3'], 250, 200)}
      ${item192(['P1', 'P2'], 1000.5, 800)}
      <OwnerCode>TP</OwnerCode>
      <ValidatingCarrierCode>TP</ValidatingCarrierCode>
    </Offer>
  </CarrierOffers></OffersGroup>
  <ShoppingResponse><ShoppingResponseRefID>shop-1</ShoppingResponseRefID></ShoppingResponse>
</Response>
<PayloadAttributes><Timestamp>2026-11-20T11:59:58Z</Timestamp></PayloadAttributes></IATA_AirShoppingRS>`

const segments213 = `
<DatedMarketingSegmentList>${each(
  flights,
  ([key, from, day, leaves, to, next, lands, airline, number]) => `
  <DatedMarketingSegment>
    <Arrival><AircraftScheduledDateTime>${next}T${lands}:00</AircraftScheduledDateTime><IATA_LocationCode>${to}</IATA_LocationCode></Arrival>
    <CarrierDesigCode>${airline}</CarrierDesigCode>
    <DatedMarketingSegmentId>M${key}</DatedMarketingSegmentId>
    <DatedOperatingSegmentRefId>Y${key}</DatedOperatingSegmentRefId>
    <Dep><AircraftScheduledDateTime>${day}T${leaves}:00</AircraftScheduledDateTime><IATA_LocationCode>${from}</IATA_LocationCode></Dep>
    <MarketingCarrierFlightNumberText>${airline}${number}</MarketingCarrierFlightNumberText>
  </DatedMarketingSegment>`
)}</DatedMarketingSegmentList>
<DatedOperatingSegmentList>${each(
  flights,
  ([key, , , , , , , , , operator, time]) => `
  <DatedOperatingSegment><CarrierDesigCode>${operator}</CarrierDesigCode><DatedOperatingSegmentId>Y${key}</DatedOperatingSegmentId><Duration>${time}</Duration></DatedOperatingSegment>`
)}</DatedOperatingSegmentList>
<PaxSegmentList>${each(
  flights,
  ([key]) =>
    `<PaxSegment><DatedMarketingSegmentRefId>M${key}</DatedMarketingSegmentRefId><PaxSegmentID>${key}</PaxSegmentID></PaxSegment>`
)}</PaxSegmentList>`

/** One item for each direction; its fare details price one passenger of each type. */
const item213 = (journey: string, segments: readonly string[], adult: number, child: number) => {
  const fare = (refs: readonly string[], total: number, base: number) => `<FareDetail>
    ${component(...segments)}
    <FarePriceType><FarePriceTypeCode>FILED</FarePriceTypeCode><Price><TotalAmount CurCode="USD">1</TotalAmount></Price></FarePriceType>
    <FarePriceType><FarePriceTypeCode>SELL_AMOUNT</FarePriceTypeCode>${newPrice(total, base)}</FarePriceType>
    ${each(refs, (id) => `<PaxRefID>${id}</PaxRefID>`)}
  </FareDetail>`
  return `<OfferItem>
    ${fare(['P1', 'P2'], adult, 200)}
    ${fare(['P3'], child, 100)}
    <OfferItemID>I-${journey}</OfferItemID>
    <Price><TotalAmount CurCode="EUR">${2 * adult + child}</TotalAmount></Price>
    <Service>
      <OfferServiceAssociation><PaxJourneyRef><PaxJourneyRefID>${journey}</PaxJourneyRefID></PaxJourneyRef></OfferServiceAssociation>
      <PaxRefID>P1</PaxRefID><PaxRefID>P2</PaxRefID><PaxRefID>P3</PaxRefID>
    </Service>
  </OfferItem>`
}

export const ndc213 = `<ns2:IATA_AirShoppingRS xmlns="http://www.iata.org/IATA/2015/EASD/00/IATA_OffersAndOrdersCommonTypes" xmlns:ns2="http://www.iata.org/IATA/2015/EASD/00/IATA_OffersAndOrdersMessage"><ns2:Response>
  ${newLists(segments213)}
  <OffersGroup><CarrierOffers><Offer>
    <BaggageAssociations><BaggageAllowanceRefID>B1</BaggageAllowanceRefID></BaggageAssociations>
    <JourneyOverview>
      <JourneyPriceClass><PaxJourneyRefID>F1</PaxJourneyRefID></JourneyPriceClass>
      <JourneyPriceClass><PaxJourneyRefID>F2</PaxJourneyRefID></JourneyPriceClass>
    </JourneyOverview>
    <OfferExpirationTimeLimitDateTime>2026-11-20T12:30:00Z</OfferExpirationTimeLimitDateTime>
    <OfferID>O1</OfferID>
    ${item213('F1', ['S1', 'S2'], 300.25, 130)}
    ${item213('F2', ['S3'], 200, 120)}
    <TotalPrice><TotalAmount CurCode="EUR">1250.50</TotalAmount></TotalPrice>
    <ValidatingCarrierCode>TP</ValidatingCarrierCode>
  </Offer></CarrierOffers></OffersGroup>
</ns2:Response>
<ns2:PayloadAttributes><CorrelationID>shop-1</CorrelationID><Timestamp>2026-11-20T11:59:58Z</Timestamp></ns2:PayloadAttributes>
</ns2:IATA_AirShoppingRS>`
