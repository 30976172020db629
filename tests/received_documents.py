"""Electronic documents as vendors send them, no more than a reader needs."""

UBL = """<{root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:{root}-2"
 xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
 <cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant</cbc:CustomizationID>
 <cbc:ID>{number}</cbc:ID>
 <cbc:IssueDate>{date}</cbc:IssueDate>
 <cbc:{root}TypeCode>{code}</cbc:{root}TypeCode>
 <cbc:DocumentCurrencyCode>{currency}</cbc:DocumentCurrencyCode>
 {references}
 <cac:{role}><cac:Party>
  <cac:PartyTaxScheme><cbc:CompanyID>{vat}</cbc:CompanyID></cac:PartyTaxScheme>
  <cac:PartyLegalEntity><cbc:RegistrationName>Vendor</cbc:RegistrationName>
  </cac:PartyLegalEntity>
 </cac:Party></cac:{role}>
 <cac:LegalMonetaryTotal>
  <cbc:TaxExclusiveAmount currencyID="{currency}">{total}</cbc:TaxExclusiveAmount>
 </cac:LegalMonetaryTotal>
 {lines}
</{root}>"""

UBL_LINE = """<cac:{root}Line>
 <cbc:Note>{note}</cbc:Note>
 <cbc:{quantity} unitCode="C62">{sign}1</cbc:{quantity}>
 <cbc:LineExtensionAmount>{amount}</cbc:LineExtensionAmount>
 {reference}
 <cac:Item><cbc:Name>{name}</cbc:Name></cac:Item>
 <cac:Price><cbc:PriceAmount>{price}</cbc:PriceAmount></cac:Price>
</cac:{root}Line>"""

UBL_REFERENCE = """<cac:BillingReference><cac:InvoiceDocumentReference>
 <cbc:ID>{number}</cbc:ID>{date}
</cac:InvoiceDocumentReference></cac:BillingReference>"""

UBL_QUANTITY = {"CreditNote": "CreditedQuantity", "DebitNote": "DebitedQuantity"}

CII = """<rsm:CrossIndustryInvoice
 xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
 xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
 xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"
 xmlns:qdt="urn:un:unece:uncefact:data:standard:QualifiedDataType:100">
 <rsm:ExchangedDocument><ram:ID>{number}</ram:ID><ram:TypeCode>{code}</ram:TypeCode>
  <ram:IssueDateTime><udt:DateTimeString format="102">{date}</udt:DateTimeString>
  </ram:IssueDateTime></rsm:ExchangedDocument>
 <rsm:SupplyChainTradeTransaction>
 {lines}
 <ram:ApplicableHeaderTradeAgreement><ram:SellerTradeParty><ram:Name>Vendor</ram:Name>
  <ram:SpecifiedTaxRegistration><ram:ID>{vat}</ram:ID></ram:SpecifiedTaxRegistration>
 </ram:SellerTradeParty></ram:ApplicableHeaderTradeAgreement>
 <ram:ApplicableHeaderTradeSettlement>
  <ram:InvoiceCurrencyCode>{currency}</ram:InvoiceCurrencyCode>
  <ram:SpecifiedTradeSettlementHeaderMonetarySummation>
   <ram:TaxBasisTotalAmount>{total}</ram:TaxBasisTotalAmount>
  </ram:SpecifiedTradeSettlementHeaderMonetarySummation>
  {references}
 </ram:ApplicableHeaderTradeSettlement>
 </rsm:SupplyChainTradeTransaction>
</rsm:CrossIndustryInvoice>"""

CII_LINE = """<ram:IncludedSupplyChainTradeLineItem>
 <ram:SpecifiedTradeProduct><ram:Name>{name} {note}</ram:Name>
 </ram:SpecifiedTradeProduct>
 <ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice>
  <ram:ChargeAmount>{price}</ram:ChargeAmount>
 </ram:NetPriceProductTradePrice></ram:SpecifiedLineTradeAgreement>
 <ram:SpecifiedLineTradeDelivery>
  <ram:BilledQuantity unitCode="C62">{sign}1</ram:BilledQuantity>
 </ram:SpecifiedLineTradeDelivery>
 <ram:SpecifiedLineTradeSettlement>
  <ram:SpecifiedTradeSettlementLineMonetarySummation>
   <ram:LineTotalAmount>{amount}</ram:LineTotalAmount>
  </ram:SpecifiedTradeSettlementLineMonetarySummation>
  {reference}
 </ram:SpecifiedLineTradeSettlement>
</ram:IncludedSupplyChainTradeLineItem>"""

CII_REFERENCE = """<ram:InvoiceReferencedDocument>
 <ram:IssuerAssignedID>{number}</ram:IssuerAssignedID>{date}
</ram:InvoiceReferencedDocument>"""


def ubl(*references, root="CreditNote", **values):
    """Return a UBL document.

    :param references: numbers, or pairs of number and date
    :param lines: pairs of a note and the number of the line's own reference
    """
    return _document(UBL, UBL_LINE, _ubl_reference, references, root=root, **values)


def cii(*references, **values):
    """Return a Factur-X document, with the same arguments."""
    values["date"] = values.get("date", "2026-03-20").replace("-", "")
    return _document(CII, CII_LINE, _cii_reference, references, root="", **values)


def _document(template, line, reference, references, **values):
    values = {
        "number": "CN-9",
        "date": "2026-03-20",
        "code": "381",
        "currency": "USD",
        "vat": "BE0202239951",
        "role": "AccountingSupplierParty",
        "price": 10.0,
        "sign": "",
        "lines": [("", None)],
        **values,
    }
    signed = float(f"{values['sign']}{values['price']}")
    lines = [
        line.format(
            **{**values, "note": note},
            amount=signed,
            name="Rebate",
            quantity=UBL_QUANTITY.get(values["root"], "InvoicedQuantity"),
            reference=reference(own) if own else "",
        )
        for note, own in values["lines"]
    ]
    heads = "".join(reference(wanted) for wanted in references)
    values.update(lines="".join(lines), references=heads, total=signed * len(lines))
    return template.format(**values).encode()


def _ubl_reference(wanted):
    number, date = (wanted, None) if isinstance(wanted, str) else wanted
    date = f"<cbc:IssueDate>{date}</cbc:IssueDate>" if date else ""
    return UBL_REFERENCE.format(number=number, date=date)


def _cii_reference(wanted):
    number, date = (wanted, None) if isinstance(wanted, str) else wanted
    date = date and date.replace("-", "")
    date = (
        "<ram:FormattedIssueDateTime><qdt:DateTimeString format='102'>"
        f"{date}</qdt:DateTimeString></ram:FormattedIssueDateTime>"
        if date
        else ""
    )
    return CII_REFERENCE.format(number=number, date=date)
