"""A molecular alteration: one gene, how it was found, and whether the drug follows it."""

from registry.fields.base import (
    FACT_MISSING,
    MEASURE_MISSING,
    FieldSet,
    Privacy,
    RecordKind,
    Section,
    T,
    choice,
    decimal,
    given,
    is_,
    partial_date,
    text,
    values,
)
from registry.fields.values import YES_NO

ALTERATION_TYPE = values(
    "alteration_type",
    ("snv", "Mutation ponctuelle", "Point mutation"),
    ("indel", "Insertion ou délétion courte", "Short insertion or deletion"),
    ("fusion", "Fusion", "Fusion"),
    ("duplication", "Duplication interne", "Internal duplication"),
    ("amplification", "Amplification", "Amplification"),
    ("deletion", "Délétion du gène", "Gene deletion"),
    ("expression", "Surexpression", "Overexpression"),
    ("loss", "Perte d’expression", "Loss of expression"),
    ("methylation", "Profil de méthylation", "Methylation profile"),
    ("msi", "Instabilité microsatellitaire", "Microsatellite instability"),
    ("tmb", "Charge mutationnelle élevée", "High mutational burden"),
    ("signature", "Signature mutationnelle", "Mutational signature"),
    ("other", "Autre", "Other"),
)

ASSAY = values(
    "assay",
    ("panel", "Panel NGS", "NGS panel"),
    ("wes", "Exome", "Exome"),
    ("wgs", "Génome", "Genome"),
    ("rna", "Séquençage de l’ARN", "RNA sequencing"),
    ("pcr", "PCR", "PCR"),
    ("ihc", "Immunohistochimie", "Immunohistochemistry"),
    ("fish", "FISH", "FISH"),
    ("array", "CGH ou SNP array", "CGH or SNP array"),
    ("methylation", "Méthylome", "Methylation array"),
    ("sanger", "Sanger", "Sanger"),
    ("other", "Autre", "Other"),
)

SAMPLE = values(
    "sample",
    ("tumour", "Tumeur", "Tumour"),
    ("blood", "Sang", "Blood"),
    ("csf", "Liquide céphalorachidien", "Cerebrospinal fluid"),
    ("marrow", "Moelle osseuse", "Bone marrow"),
    ("other", "Autre", "Other"),
)

ORIGIN = values(
    "alteration_origin",
    ("somatic", "Somatique", "Somatic"),
    ("germline", "Constitutionnelle", "Germline"),
    ("unknown", "Non déterminée", "Not determined"),
)

TIER_SCALE = values(
    "tier_scale",
    ("escat", "ESCAT", "ESCAT"),
    ("inform", "INFORM, 7 niveaux", "INFORM, 7 levels"),
    ("oncokb", "OncoKB", "OncoKB"),
    ("amp", "AMP/ASCO/CAP", "AMP/ASCO/CAP"),
    ("local", "Échelle locale", "Local scale"),
)

FOUND_AT = values(
    "found_at",
    ("diagnosis", "Au diagnostic", "At diagnosis"),
    ("relapse", "À la rechute, avant ce traitement", "At relapse, before this treatment"),
    (
        "resistance",
        "À la progression sous traitement : résistance",
        "At progression on treatment: resistance",
    ),
    ("other", "Autre moment", "Another time"),
)


class AlterationFields(FieldSet):
    record = RecordKind(
        "alteration",
        T("Altération moléculaire", "Molecular alteration"),
        T("Altérations moléculaires", "Molecular alterations"),
        T("Nouvelle altération", "New alteration"),
        parent="patient",
    )

    what = Section(T("Altération", "Alteration"))
    gene = text(
        T("Gène", "Gene"),
        help=T("Symbole usuel, par exemple BRAF.", "Usual symbol, for example BRAF."),
        privacy=Privacy.NONE,
        max_length=40,
        required=True,
        core=True,
        standard="GF.GFGENSR",
    )
    type = choice(
        ALTERATION_TYPE,
        T("Type", "Type"),
        privacy=Privacy.NONE,
        required=True,
        core=True,
        standard="GF.GFTESTCD",
    )
    partner = text(
        T("Gène partenaire", "Partner gene"),
        privacy=Privacy.NONE,
        max_length=40,
        core=True,
        when=is_("type", "fusion"),
        missing=FACT_MISSING,
    )
    hgvs = text(
        T("Variant (HGVS ou nom usuel)", "Variant (HGVS or usual name)"),
        help=T("Par exemple p.(Val600Glu).", "For example p.(Val600Glu)."),
        privacy=Privacy.INDIRECT,
        max_length=120,
        core=True,
        expected=False,
        when=is_("type", "snv", "indel", "duplication", "other"),
        standard="GF.GFORRES",
    )
    vaf = decimal(
        T("Fréquence allélique", "Variant allele fraction"),
        privacy=Privacy.NONE,
        minimum=0,
        maximum=100,
        unit=T("%", "%"),
        expected=False,
        when=is_("type", "snv", "indel", "duplication", "other"),
        missing=MEASURE_MISSING,
    )
    origin = choice(
        ORIGIN,
        T("Somatique ou constitutionnelle", "Somatic or germline"),
        privacy=Privacy.INDIRECT,
        core=True,
    )

    how = Section(T("Analyse", "Assay"))
    found_at = choice(FOUND_AT, T("Trouvée", "Found"), privacy=Privacy.NONE, core=True)
    assay = choice(ASSAY, T("Méthode", "Assay"), privacy=Privacy.NONE, core=True, missing=FACT_MISSING)
    sample = choice(SAMPLE, T("Prélèvement", "Sample"), privacy=Privacy.NONE, core=True, missing=FACT_MISSING)
    sampled_on = partial_date(T("Date du prélèvement", "Date of sample"), core=True, missing=FACT_MISSING)

    use = Section(T("Décision", "Decision"))
    is_basis = choice(
        YES_NO,
        T("Fonde la prescription", "Basis of the prescription"),
        privacy=Privacy.NONE,
        core=True,
    )
    tier_scale = choice(
        TIER_SCALE, T("Échelle de preuve", "Evidence scale"), privacy=Privacy.NONE, expected=False
    )
    tier = text(
        T("Niveau de preuve", "Evidence tier"),
        privacy=Privacy.NONE,
        max_length=20,
        when=given("tier_scale"),
    )
