using Microsoft.Extensions.Logging.Abstractions;
using QualiPref.Platform.Catalogue;
using QualiPref.Testing;

namespace QualiPref.Platform.Tests.CatalogueLoading;

/// <summary>A catalogue that is right in itself and may not replace the one in force, or may.</summary>
public sealed class Taking_away_what_data_rest_on : IDisposable
{
    private readonly ChangingCatalogue _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("networks.yaml", "code: 91-ETAMPES", "code: 91-DOURDAN", "The site '91-ETAMPES' was taken away")]
    [InlineData("networks.yaml", "code: titres, label", "code: permis, label", "The team of 91-EVRY 'titres' was taken away")]
    [InlineData("networks.yaml", "- code: lot-et-garonne", "- code: lot", "The network 'lot-et-garonne' was taken away|The site '47-AGEN' was moved from the network 'lot-et-garonne' to 'lot'")]
    [InlineData("networks.yaml", "timeZone: Europe/Paris", "timeZone: America/Cayenne", "The site '91-EVRY' has the timeZone America/Cayenne instead of Europe/Paris|91-PALAISEAU|91-ETAMPES")]
    [InlineData("frameworks/marianne-2008.yaml", "code: marianne-2008", "code: marianne-2009", "The framework 'marianne-2008' was taken away")]
    [InlineData("frameworks/marianne-2008.yaml", "code: marianne-acces", "code: marianne-acces-2", "The module 'marianne-acces' was taken away")]
    [InlineData("motives.yaml", "code: horaires", "code: ouverture", "The motive 'horaires' was taken away")]
    [InlineData("cases.yaml", "code: forte", "code: grave", "The gravity 'forte' was taken away")]
    [InlineData("cases.yaml", "code: cada", "code: acces", "The procedure 'cada' was taken away")]
    [InlineData("channels.yaml", "code: web", "code: internet", "The channel of answers 'web' was taken away")]
    [InlineData("channels.yaml", "code: letter", "code: post", "The channel of complaints 'letter' was taken away")]
    [InlineData("questionnaires/accueil-general.v1.yaml", "La acogida", "La recepción", "The questionnaire 'accueil-general.v1' was changed after its publication")]
    [InlineData("indicators.yaml", "code: satisfaction.horaires", "code: satisfaction.ouverture", "The indicator 'satisfaction.horaires' was taken away")]
    [InlineData("indicators.yaml", "satisfiedOptions: [tres-satisfait, satisfait]", "satisfiedOptions: [tres-satisfait]", "The indicator 'satisfaction.global' measures something else under the same version: make it version 2")]
    [InlineData("indicators.yaml", "question: global", "question: accueil", "The indicator 'satisfaction.global' measures something else under the same version")]
    public void Is_refused(string file, string what, string into, string problems)
    {
        var live = Live();
        _folder.Change(file, what, into);

        live.Look();
        live.Look();

        Assert.All(problems.Split('|'), problem => Assert.Contains(live.Problems, told => told.Contains(problem, StringComparison.Ordinal)));
        Assert.Equal(problems.Split('|').Length, live.Problems.Count);
        Assert.True(live.Current.TryGetSite("91-ETAMPES", out _));
    }

    [Fact]
    public void Is_refused_of_a_commitment_a_holiday_zone_a_version_and_a_kind()
    {
        Refuses("The commitment 'M1' was taken away", () => _folder.Change("frameworks/marianne-2008.yaml", "code: M1,", "code: M99,"));
        Refuses("The holiday zone 'guyane' was taken away", () => File.Delete(_folder["holidays/guyane.yaml"]));
        Refuses("The questionnaire 'accueil-general.v2' was taken away", before: _folder.AddQuestionnaire, change: () => File.Delete(_folder["questionnaires/accueil-general.v2.yaml"]));
        Refuses("The indicator 'satisfaction.global' went back from version 2 to 1", before: () =>
            _folder.Change("indicators.yaml", "version: 1", "version: 2"), change: () => _folder.Change("indicators.yaml", "version: 2", "version: 1"));
        Refuses("is of another kind", () => _folder.Change("indicators.yaml", "kind: complaints-received", "kind: complaints-response-days"));
    }

    [Theory]
    [InlineData("networks.yaml", "name: Essonne", "name: Département de l'Essonne")]
    [InlineData("networks.yaml", "label: Permis et titres", "label: Permis de conduire")]
    [InlineData("networks.yaml", "verified: false", "verified: true")]
    [InlineData("networks.yaml", "        - { code: titres-etrangers, verified: true }\n", "")]
    [InlineData("networks.yaml", "closures: []", "closures: [{ date: 2026-05-15, reason: Pont de l'Ascension }]")]
    [InlineData("networks.yaml", "holidayZone: metropole", "holidayZone: alsace-moselle")]
    [InlineData("motives.yaml", "- { code: accueil,", "- { code: nouveau, label: Nouveau }\n- { code: accueil,")]
    [InlineData("holidays/common.yaml", "2026-05-14", "2026-05-13")]
    [InlineData("indicators.yaml", "target: 0.85", "target: 0.9")]
    [InlineData("indicators.yaml", "version: 1\n  label: \"Satisfaction globale\"", "version: 2\n  label: \"Satisfaction globale\"")]
    [InlineData("indicators.yaml", "formula: Très satisfaits et satisfaits, rapportés", "formula: Les très satisfaits et les satisfaits, rapportés")]
    public void Is_not_what_a_change_does_that_adds_or_corrects(string file, string what, string into)
    {
        var live = Live();
        var before = live.Current;
        _folder.Change(file, what, into);

        live.Look();
        live.Look();

        Assert.Empty(live.Problems);
        Assert.NotSame(before, live.Current);
    }

    [Fact]
    public void Is_not_what_another_delay_does_under_a_version_of_its_own()
    {
        var live = Live();
        _folder.Change("indicators.yaml", "code: complaints.answeredInTime\n  version: 1", "code: complaints.answeredInTime\n  version: 2");
        _folder.Change("indicators.yaml", "workingDays: 15", "workingDays: 10");

        live.Look();
        live.Look();

        Assert.Empty(live.Problems);
        Assert.Equal(10, live.Current.AnswerWorkingDays);
    }

    private void Refuses(string problem, Action change, Action? before = null)
    {
        before?.Invoke();
        var live = Live();
        change();
        live.Look();
        live.Look();
        Assert.Contains(live.Problems, told => told.Contains(problem, StringComparison.Ordinal));
    }

    private LiveCatalogue Live() => new(_folder.Path, NullLogger<LiveCatalogue>.Instance);
}
