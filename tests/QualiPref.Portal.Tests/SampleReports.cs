namespace QualiPref.Portal.Tests;

/// <summary>Reports, editions and what is found in them, in the shapes of the contract.</summary>
internal static class SampleReports
{
    /// <summary>What a refusal to freeze adds: the rows of the balance that are open.</summary>
    public static (string, object)[] OpenRows =>
    [
        ("open", new[] { new { source = "surveys", site = "91-EVRY", month = "2026-07", received = 40, facts = 37, pending = 3 } }),
        ("openRows", 1),
    ];

    public static object Report(Guid id, Guid edition) => new
    {
        id,
        version = 4,
        network = "essonne",
        networkName = "Essonne",
        period = "2026",
        title = "Bilan 2026",
        status = "draft",
        asOf = "2027-01-10",
        siteDays = 365,
        sites = Sites(),
        sections = Sections(),
        figures = new[] { Figure() },
        complaints = Received(),
        balance = Balance(),
        warnings = Warnings(),
        freezing = (object?)null,
        editions = new[] { new { id = edition, revision = 1, createdAt = "2027-01-10T09:30:00Z" } },
    };

    public static object Edition(Guid id, Guid report, int revision) => new
    {
        id,
        report,
        revision,
        previous = (Guid?)null,
        createdAt = "2027-01-10T09:30:00Z",
        publishedAt = (string?)null,
        audience = "members",
        cut = new Guid("0198f000-0000-7000-8000-000000000031"),
        manifestDigest = new string('a', 64),
        codeVersion = "0.1.0",
        declared = new[] { new { source = "surveys", site = "91-EVRY", month = "2026-07", pending = 3, missing = 3, reason = "Borne volée avant d'avoir tout rendu" } },
        changes = (object?)null,
        version = 4,
        network = "essonne",
        networkName = "Essonne",
        period = "2026",
        title = "Bilan 2026",
        status = "frozen",
        asOf = "2027-01-10",
        siteDays = 365,
        sites = Sites(),
        sections = Sections(),
        figures = new[] { Figure() },
        complaints = Received(),
        balance = Balance(),
        warnings = Warnings(),
    };

    public static object Summary(Guid id, Guid report, int revision, string? publishedAt) => new
    {
        id,
        report,
        network = "essonne",
        period = "2026",
        title = "Bilan 2026",
        revision,
        asOf = "2027-01-10",
        createdAt = "2027-01-10T09:30:00Z",
        publishedAt,
        manifestDigest = new string('a', 64),
    };

    public static object Operation(Guid id, string status, double progress, object? result = null, object? problem = null) =>
        new { id, status, progress, result, problem };

    public static object Verified() => new { verified = true, figures = 212, facts = 8_000, differenceCount = 0, differences = Array.Empty<object>() };

    public static object Differing() => new
    {
        verified = false,
        figures = 212,
        facts = 8_000,
        differenceCount = 1,
        differences = new[] { new { kind = "fact", id = "surveys/0198f000", site = "91-EVRY", date = "2026-07-03", expected = "2", found = (string?)null, detail = "Version absente." } },
    };

    public static object Compared(Guid from, Guid to) => new
    {
        from,
        to,
        figures = new[]
        {
            new
            {
                id = "satisfaction.global~essonne~91-EVRY~2026~2027-01-10",
                indicator = "satisfaction.global",
                site = "91-EVRY",
                old = new { n = 410, value = 0.85 },
                @new = new { n = 412, value = 0.84 },
                causes = new[] { new { cause = "late", count = 2 } },
            },
        },
        changes = new { items = Enumerable.Range(1, 200).Select(Change), next = "la-suite" },
    };

    public static object Same(Guid from, Guid to) => new { from, to, figures = Array.Empty<object>(), changes = new { items = Array.Empty<object>(), next = (string?)null } };

    private static object[] Sites() =>
        [new { code = "91-EVRY", name = "Préfecture de l'Essonne (Évry)", modules = new[] { new { code = "accueil-general", name = "Accueil général", verified = true } } }];

    private static object[] Sections() =>
    [
        new { code = "exigences", title = "Résultats", introduction = "Les exigences.", indicators = new[] { "satisfaction.global" } },
        new { code = "reclamations", title = "Réclamations", introduction = "Ce qui est arrivé.", indicators = Array.Empty<string>() },
        new { code = "suggestions", title = "Suggestions", introduction = "Ce qui est souhaité.", indicators = Array.Empty<string>() },
    ];

    private static object[] Warnings() => [new { code = "x", text = "Un module est à confirmer." }];

    private static object Figure() => new
    {
        id = "satisfaction.global~essonne~91-EVRY~2026~2027-01-10",
        indicator = "satisfaction.global",
        site = "91-EVRY",
        period = "2026",
        asOf = "2027-01-10",
        definitionVersion = 1,
        n = 410,
        excluded = 0,
        numerator = 348,
        denominator = 410,
        value = 0.85,
        interval = new { low = 0.81, high = 0.88, method = "wilson", level = 0.95 },
        target = 0.85,
        status = "met",
        comparison = (object?)null,
        breakdown = (object?)null,
    };

    private static IEnumerable<object> Received() => new[] { "91-EVRY", null }.SelectMany(site => new object[]
    {
        new { site, kind = "complaint", channel = "desk-slip", motive = "attente", received = 17 },
        new { site, kind = "complaint", channel = "desk-slip", motive = "accueil", received = 2 },
        new { site, kind = "complaint", channel = "letter", motive = "accueil", received = 1_200 },
    });

    private static object Balance() => new
    {
        closed = true,
        rows = new[]
        {
            new
            {
                source = "surveys", site = "91-EVRY", month = "2026-07", received = 40, counted = 40, setAside = 0, discarded = 0, abandoned = 0, voided = 0, pending = 0, agrees = true,
            },
        },
    };

    private static object Change(int number) => new
    {
        source = "surveys",
        id = new Guid(number, 0, 0, new byte[8]),
        site = "91-EVRY",
        date = "2026-07-03",
        from = (int?)null,
        to = 1,
        cause = "late",
    };
}
