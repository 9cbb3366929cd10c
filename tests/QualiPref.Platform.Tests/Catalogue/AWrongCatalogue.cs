using System.Globalization;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Time;

namespace QualiPref.Platform.Tests.CatalogueLoading;

/// <summary>Each test spoils one place of a copy of the shipped files and looks for the file, the line and the word in the message.</summary>
public sealed class AWrongCatalogue : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("qualipref-catalogue-").FullName;

    public AWrongCatalogue()
    {
        foreach (var file in Directory.EnumerateFiles(Shipped.Folder, "*.yaml", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_folder, Path.GetRelativePath(Shipped.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    // Form
    [InlineData("networks.yaml", "  holidayZone: metropole", "  holydayZone: metropole", "holydayZone")]
    [InlineData("networks.yaml", "  timeZone: Europe/Paris\n", "", "'timeZone'")]
    [InlineData("networks.yaml", "- code: essonne", "- code: [", "networks.yaml, line ")]
    [InlineData("networks.yaml", "verified: true }", "verified: peut-être }", "peut-être")]
    [InlineData("networks.yaml", "closures: []", "closures:", "null")]
    [InlineData("channels.yaml", "answers:", "answers: []\nanswers:", "answers")]
    // Networks
    [InlineData("networks.yaml", "framework: qualipref2-2012", "framework: qualipref9", "'qualipref9' is not a known framework")]
    [InlineData("networks.yaml", "holidayZone: metropole", "holidayZone: bretagne", "'bretagne' is not a known holiday zone")]
    [InlineData("networks.yaml", "timeZone: Europe/Paris", "timeZone: Europe/Evry", "'Europe/Evry' is not an IANA time zone")]
    [InlineData("networks.yaml", "timeZone: Europe/Paris", "timeZone: Romance Standard Time", "'Romance Standard Time' is not an IANA time zone")]
    [InlineData("networks.yaml", "kind: sub-prefecture", "kind: mairie", "'mairie' is not a known word here. Known: prefecture, sub-prefecture")]
    [InlineData("networks.yaml", "kind: sub-prefecture", "kind: 1", "'1' is not a known word here")]
    [InlineData("networks.yaml", "code: 91-ETAMPES", "code: 91-EVRY", "'91-EVRY' is already the code of another site")]
    [InlineData("networks.yaml", "code: lot-et-garonne", "code: essonne", "'essonne' is already the code of another network")]
    [InlineData("networks.yaml", "code: 91-ETAMPES", "code: 91 ETAMPES", "'91 ETAMPES' is not a code for a site")]
    [InlineData("networks.yaml", "{ code: titres-etrangers,", "{ code: cartes-grises,", "'cartes-grises' is not a known module of the network's framework")]
    [InlineData("networks.yaml", "{ code: titres-etrangers,", "{ code: marianne-acces,", "'marianne-acces' is not a known module of the network's framework")]
    [InlineData("networks.yaml", "{ code: titres-etrangers,", "{ code: accueil-general,", "'accueil-general' is already the code of another module of this site")]
    [InlineData("networks.yaml", "{ code: accueil-general, verified: false }", "{ code: collectivites, verified: false }", "'47-AGEN' does not retain accueil-general")]
    [InlineData("networks.yaml", "closures: []", "closures: [{ date: 2026-02-30, reason: Pont }]", "'2026-02-30' is not a date")]
    [InlineData("networks.yaml", "closures: []", "closures: [{ date: 2032-01-02, reason: Pont }]", "'2032-01-02' is not a date")]
    [InlineData("networks.yaml", "closures: []", "closures: [{ date: 2026-05-15, reason: A }, { date: 2026-05-15, reason: B }]", "'2026-05-15' is already a closure")]
    [InlineData("networks.yaml", "place: Évry", "place: \" \"", "' ' is not a line of a letterhead")]
    [InlineData("networks.yaml", "[1 place de l'Exemple, 91000 Évry]", "[A, B, C, D, E]", "'E' is one line of a letterhead too many")]
    [InlineData("networks.yaml", "Accueil et qualité]", "Accueil et qualité du public dans les guichets]", "is not a line of a letterhead: 1 to 40 characters")]
    [InlineData("networks.yaml", "email: qualite-essonne@example.fr", "email: qualite-essonne", "'qualite-essonne' is not an e-mail address")]
    [InlineData("networks.yaml", "    phone: 01 99 00 91 00", "    telephone: 01 99 00 91 00", "telephone")]
    [InlineData("networks.yaml", "{ code: sejour, label: Titres de séjour }", "{ code: accueil, label: Titres de séjour }", "'accueil' is already the code of another team of this site")]
    [InlineData("networks.yaml", "{ code: sejour, label: Titres de séjour }", "{ code: sejour, label: \" \" }", "'sejour' needs a label of 1 to 60 characters")]
    [InlineData("networks.yaml", "{ code: sejour, label: Titres de séjour }", "{ code: sejour, name: Titres de séjour }", "name")]
    // Frameworks and lists
    [InlineData("frameworks/qualipref2-2012.yaml", "code: qualipref2-2012", "code: marianne-2008", "'marianne-2008' is already the code of another framework")]
    [InlineData("frameworks/marianne-2008.yaml", "code: marianne-acces", "code: marianne-accueil", "'marianne-accueil' is already the code of another module")]
    [InlineData("frameworks/qualipref2-2012.yaml", "code: E2,", "code: M2,", "'M2' is already the code of another commitment")]
    [InlineData("motives.yaml", "code: attente", "code: accueil", "'accueil' is already the code of another motive")]
    [InlineData("motives.yaml", "code: voies-et-delais", "code: recours", "'recours' is already the code of another check of this motive")]
    [InlineData("motives.yaml", "code: voies-et-delais", "code: voies.et.delais", "'voies.et.delais' cannot be the code of a counted check of this motive")]
    [InlineData("motives.yaml", "code: voies-et-delais,", "code: voies-et-delais, delay: 3,", "delay")]
    [InlineData("cases.yaml", "code: moyenne", "code: faible", "'faible' is already the code of another gravity")]
    [InlineData("cases.yaml", "code: cada", "code: mediateur", "'mediateur' is already the code of another procedure")]
    [InlineData("channels.yaml", "code: letter", "code: email", "'email' is already the code of another channel")]
    // Questionnaires
    [InlineData("questionnaires/accueil-general.v1.yaml", "version: 1", "version: 2", "version 2 does not stand in a file")]
    [InlineData("questionnaires/accueil-general.v1.yaml", "type: text", "type: stars", "'stars' is not a known word here")]
    [InlineData("questionnaires/accueil-general.v1.yaml", "code: accueil\n", "code: global\n", "'global' is already the code of another question")]
    [InlineData("questionnaires/accueil-general.v1.yaml", "- code: peu-satisfait", "- code: satisfait", "'satisfait' is already the code of another option")]
    [InlineData("questionnaires/accueil-general.v1.yaml", "scale: motif", "scale: motifs", "'motifs' is not a known scale")]
    [InlineData("questionnaires/accueil-general.v1.yaml", "    scale: motif\n", "", "'motif' needs a scale")]
    [InlineData("questionnaires/accueil-general.v1.yaml", "    maxLength: 2000\n", "", "'commentaire' needs a maxLength")]
    [InlineData("questionnaires/accueil-general.v1.yaml", "maxLength: 2000", "maxLength: 20000", "'commentaire' has a maxLength outside")]
    [InlineData("questionnaires/accueil-general.v1.yaml", "commitment: E3", "commitment: M3", "'M3' is not a known commitment of accueil-general")]
    [InlineData("questionnaires/accueil-general.v1.yaml", "module: accueil-general", "module: accueil", "'accueil' is not a known module")]
    [InlineData("questionnaires/accueil-general.v1.yaml", "      es: \"La acogida del personal\"\n", "", "'accueil' has no text in 'es'")]
    [InlineData("questionnaires/accueil-general.v1.yaml", "      es: \"La acogida", "      de: Der Empfang\n      es: \"La acogida", "'accueil' has a text in 'de'")]
    [InlineData("questionnaires/accueil-general.v1.yaml", "- code: tres-satisfait\n", "- code: tres-satisfait\n      counts: satisfied\n", "'satisfait' counts as nothing")]
    [InlineData("questionnaires/accueil-general.v1.yaml", "type: text", "type: text\n    presentation: stars", "'stars' is not a known word here")]
    [InlineData("questionnaires/accueil-general.v1.yaml", "type: text", "type: text\n    showIf: { question: globale, options: [satisfait] }", "'globale' is not a question with options")]
    [InlineData("networks.yaml", "timeZone: Europe/Paris", "timeZone: Europe/Paris\n  questionnaire: accueil", "'accueil' is not a known questionnaire")]
    // What counting would refuse
    [InlineData("questionnaires/accueil-general.v1.yaml", "code: accueil\n", "code: accueil.bornes\n", "'accueil.bornes' cannot be the code of a counted question of this questionnaire")]
    [InlineData("questionnaires/accueil-general.v1.yaml", "- code: peu-satisfait", "- code: peu.satisfait", "'peu.satisfait' cannot be the code of a counted option of this scale")]
    [InlineData("questionnaires/accueil-general.v1.yaml", "code: accueil-general", "code: accueil.general", "'accueil.general' cannot be the code of a counted questionnaire")]
    [InlineData("motives.yaml", "code: attente", "code: attente.longue", "'attente.longue' cannot be the code of a counted motive")]
    [InlineData("channels.yaml", "code: letter", "code: letter.paper", "'letter.paper' cannot be the code of a counted channel")]
    [InlineData("frameworks/marianne-2008.yaml", "code: marianne-acces", "code: marianne.acces", "'marianne.acces' cannot be the code of a counted module")]
    // Indicators
    [InlineData("indicators.yaml", "code: satisfaction.accueil", "code: satisfaction.global", "'satisfaction.global' is already the code of another indicator")]
    [InlineData("indicators.yaml", "kind: measured-ratio", "kind: guess", "'guess' is not a known word here")]
    [InlineData("indicators.yaml", "unit: count", "unit: percent", "'percent' is not a known unit")]
    [InlineData("indicators.yaml", "target: 0.85", "target: 85", "'satisfaction.global' has a target that its unit cannot reach")]
    [InlineData("indicators.yaml", "target: 0.85", "target: .nan", "'satisfaction.global' has a target that its unit cannot reach")]
    [InlineData("indicators.yaml", "warningMargin: 0.05", "warningMargin: -1", "'satisfaction.global' has a warningMargin below 0")]
    [InlineData("indicators.yaml", "  workingDays: 15\n", "", "'complaints.answeredInTime' needs workingDays")]
    [InlineData("indicators.yaml", "kind: measured-ratio", "kind: complaints-answered-in-time\n  workingDays: 10", "has other workingDays than")]
    [InlineData("indicators.yaml", "workingDays: 15", "workingDays: 401", "'complaints.answeredInTime' has workingDays outside 1 to 400")]
    [InlineData("indicators.yaml", "kind: measured-ratio", "kind: measured-ratio\n  workingDays: 3", "'phone.lostCalls' has workingDays, which its kind does not use")]
    [InlineData("indicators.yaml", "kind: measured-ratio", "kind: measured-ratio\n  question: global", "'phone.lostCalls' names a questionnaire or question")]
    [InlineData("indicators.yaml", "module: accueil-general", "module: accueil", "'accueil' is not a known module")]
    [InlineData("indicators.yaml", "commitment: E8", "commitment: E88", "'E88' is not a known commitment")]
    [InlineData("indicators.yaml", "questionnaire: accueil-general", "questionnaire: accueil", "'accueil' is not a known questionnaire")]
    [InlineData("indicators.yaml", "question: global", "question: globale", "'globale' is not a known question of accueil-general version 1")]
    [InlineData("indicators.yaml", "  question: global\n", "", "'satisfaction.global' needs questionnaire, question and satisfiedOptions")]
    [InlineData("indicators.yaml", "[tres-satisfait, satisfait]", "[tres-satisfait, ravi]", "'ravi' is not a known option of the question global")]
    [InlineData("indicators.yaml", "excludedOptions: [non-concerne]", "excludedOptions: [satisfait]", "'satisfait' is already the code of another satisfied or excluded option")]
    // Holidays
    [InlineData("holidays/common.yaml", "2026-04-06", "2025-04-06", "'Lundi de Pâques' needs exactly one date in every year; look at 2025, 2026")]
    [InlineData("holidays/martinique.yaml", ", 2031-05-22]", "]", "look at 2031")]
    [InlineData("holidays/martinique.yaml", "2026-05-22", "2026-05-32", "'2026-05-32' is not a date")]
    [InlineData("holidays/martinique.yaml", "zone: martinique", "zone: mayotte", "'mayotte' is not the name of the file")]
    [InlineData("holidays/alsace-moselle.yaml", "name: Saint-Étienne", "name: Vendredi saint", "'Vendredi saint' is already listed")]
    public void Is_refused_with_the_file_the_line_and_the_word(string file, string right, string wrong, string expected)
    {
        Spoil(file, right, wrong);

        var error = Assert.Throws<CatalogueException>(() => LoadedCatalogue.Load(_folder));

        var problem = Assert.Single(error.Problems, problem => problem.Contains(expected, StringComparison.Ordinal));
        Assert.Matches($@"\A{file}, line [1-9][0-9]*: ", problem);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_delay_of_answers_is_refused_with_the_file_that_lacks_it()
    {
        Spoil("indicators.yaml", "  kind: complaints-answered-in-time\n", "  kind: measured-ratio\n");

        var error = Assert.Throws<CatalogueException>(() => LoadedCatalogue.Load(_folder));

        Assert.Single(error.Problems, problem => problem.StartsWith("indicators.yaml: no indicator is of kind complaints-answered-in-time", StringComparison.Ordinal));
    }

    [Fact]
    public void Is_refused_when_satisfaction_is_asked_with_several_options_at_once()
    {
        Spoil("questionnaires/accueil-general.v1.yaml", "type: single-choice", "type: multi-choice");

        var error = Assert.Throws<CatalogueException>(() => LoadedCatalogue.Load(_folder));

        Assert.Matches(@"\Aindicators.yaml, line [1-9][0-9]*: 'global' takes several options at once.*ask it as single-choice in accueil-general version 1", Assert.Single(error.Problems));
    }

    [Fact]
    public void Is_refused_when_an_answer_could_have_more_choices_than_are_counted()
    {
        var question = "  - code: extra-{0}\n    type: text\n    required: false\n    module: accueil-general\n    commitment: E3\n    maxLength: 10\n"
            + "    texts: {{ fr: a, en: a, es: a, pt: a, ar: a }}\n";
        var file = Path.Combine(_folder, "questionnaires", "accueil-general.v1.yaml");
        File.AppendAllText(file, string.Concat(Enumerable.Range(0, 200).Select(number => string.Format(CultureInfo.InvariantCulture, question, number))));

        var error = Assert.Throws<CatalogueException>(() => LoadedCatalogue.Load(_folder));

        Assert.Contains("'accueil-general' has more than 200 questions", Assert.Single(error.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_the_very_line()
    {
        var lines = File.ReadAllLines(Path.Combine(_folder, "networks.yaml"));
        var line = Array.FindIndex(lines, text => text.Contains("91-ETAMPES", StringComparison.Ordinal)) + 1;
        Spoil("networks.yaml", "code: 91-ETAMPES", "code: 91-EVRY");

        var error = Assert.Throws<CatalogueException>(() => LoadedCatalogue.Load(_folder));

        Assert.StartsWith($"networks.yaml, line {line}: ", Assert.Single(error.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_all_faults_at_once()
    {
        Spoil("networks.yaml", "holidayZone: metropole", "holidayZone: bretagne");
        Spoil("motives.yaml", "code: attente", "code: accueil");

        Assert.Equal(2, Assert.Throws<CatalogueException>(() => LoadedCatalogue.Load(_folder)).Problems.Count);
    }

    [Theory]
    [InlineData("networks.yaml")]
    [InlineData("holidays/common.yaml")]
    public void Is_refused_when_a_file_is_missing(string file)
    {
        File.Delete(Path.Combine(_folder, file));

        var error = Assert.Throws<CatalogueException>(() => LoadedCatalogue.Load(_folder));
        Assert.StartsWith($"{file}: the file is missing", Assert.Single(error.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Is_refused_when_a_file_is_empty()
    {
        File.WriteAllText(Path.Combine(_folder, "motives.yaml"), "# nothing\n");

        Assert.Equal("motives.yaml: the file is empty.", Assert.Single(Assert.Throws<CatalogueException>(() => LoadedCatalogue.Load(_folder)).Problems));
    }

    [Fact]
    public void Is_not_one_whose_site_has_a_closure()
    {
        Spoil("networks.yaml", "closures: []", "closures: [{ date: 2026-05-15, reason: Pont de l'Ascension }, { date: 2026-05-14, reason: Fermeture }]");
        var catalogue = LoadedCatalogue.Load(_folder);
        Assert.True(catalogue.TryGetSite("91-EVRY", out var site));

        var deadline = catalogue.WorkingDays(site).AddWorkingDays(new DateOnly(2026, 5, 13), 1);

        Assert.Equal(new DateOnly(2026, 5, 18), deadline.DueOn);
        Assert.Equal(
            [new SkippedDay(new DateOnly(2026, 5, 14), "Ascension"), new SkippedDay(new DateOnly(2026, 5, 15), "Pont de l'Ascension")], deadline.Skipped);
        Assert.Equal(new DateOnly(2026, 5, 15), catalogue.WorkingDays("metropole").AddWorkingDays(new DateOnly(2026, 5, 13), 1).DueOn);
        Assert.NotEqual(Shipped.Catalogue.WorkingDays(site).Version, deadline.CalendarVersion);
    }

    [Fact]
    public void An_unknown_zone_is_answered_with_those_that_exist() => Assert.Contains(
        "wallis-et-futuna", Assert.Throws<ArgumentException>(() => Shipped.Catalogue.WorkingDays("bretagne")).Message, StringComparison.Ordinal);

    private void Spoil(string file, string right, string wrong)
    {
        var path = Path.Combine(_folder, file);
        var text = File.ReadAllText(path);
        var at = text.IndexOf(right, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{file} no longer has '{right}': this test spoils nothing.");
        File.WriteAllText(path, string.Concat(text.AsSpan(0, at), wrong, text.AsSpan(at + right.Length)));
    }
}
