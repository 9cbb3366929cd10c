using Microsoft.Extensions.DependencyInjection;
using QualiPref.Complaints;
using QualiPref.Indicators;
using QualiPref.Indicators.Features.CountingFacts;
using QualiPref.Platform.Calls;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Parking;
using QualiPref.Portal.Services;
using QualiPref.Portal.Wording;
using QualiPref.Reporting;
using QualiPref.Surveys;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

/// <summary>Every place where a service parks something has words of its own, and so has every reason that a service gives.</summary>
public sealed class What_is_said_of_anomalies
{
    private static readonly Catalogue Shipped = Catalogue.Load(Path.Combine(AppContext.BaseDirectory, "catalogue"));

    public static TheoryData<string?> Reasons =>
    [
        ItemRules.Version(0),
        ItemRules.Site(Shipped, "nulle-part"),
        ItemRules.Date("date", new DateOnly(1999, 12, 31)),
        ItemRules.OneOf("status", "lost", "counted"),
        ItemRules.Code("channel", "a b"),
        ItemRules.Choices(Enumerable.Range(0, CountedCode.MostChoices + 1).ToDictionary(number => $"q{number}", _ => "a")),
        ItemRules.Choices(new Dictionary<string, string> { ["q"] = "a b" }),
        "responseDays does not fit the verdict",
    ];

    [Fact]
    public async Task Every_place_that_there_is_has_its_words()
    {
        // Never started: neither database nor broker is asked.
        await using var app = QualiPrefHost.Build(
            ["--QUALIPREF_MONGO", "mongodb://127.0.0.1:9", "--QUALIPREF_RABBITMQ", "", "--QualiPref:Identity:KeysPath", TestKeys.Folder],
            new SurveysModule(), new ComplaintsModule(), new IndicatorsModule(), new ReportingModule());
        foreach (var service in ServiceNames.All)
        {
            var places = app.Services.GetKeyedServices<IParking>(service).Select(place => place.Place).ToList();
            Assert.NotEmpty(places);
            Assert.All(places, place => Assert.True(ParkedPlaces.Has(service, place), $"{service}/{place} has no words."));
            Assert.NotEqual(service, ParkedWords.NameOf(service));
        }
        Assert.False(ParkedPlaces.Has("surveys", "facts"));
    }

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Every_reason_not_to_count_something_has_its_words(string? reason)
    {
        var thing = new ParkedThing("facts", "surveys:1:1", default, reason!, null);
        Assert.NotEqual(ParkedPlaces.Of("indicators", "facts").Failure, ParkedWords.Reason("indicators", thing));
    }

    [Theory]
    [InlineData(1, 0, "1 anomalie attend une décision : 1 réponse à annoncer (questionnaires).")]
    [InlineData(2, 0, "2 anomalies attendent une décision : 2 réponses à annoncer (questionnaires).")]
    [InlineData(200, 900, "1 100 anomalies attendent une décision : 200 réponses à annoncer ou plus (questionnaires).")]
    public void Of_more_than_are_listed_the_sentence_has_the_whole_number(int listed, int more, string sentence)
    {
        var things = Enumerable.Range(0, listed).Select(number => new ParkedThing("responses", $"{number}", default, "X", null)).ToList();
        var all = new ParkedEverywhere([new ServiceParking("surveys", new Portal.Services.ParkedList(listed + more, things))]);
        Assert.Equal(sentence, ParkedWords.Sentence(all).Replace('\u00A0', ' ').Replace('\u202F', ' '));
    }

    [Fact]
    public void An_edition_that_was_overtaken_can_only_be_given_up() => Assert.Contains("il ne reste qu'à y renoncer", ParkedWords.Reason(
        "reporting", new ParkedThing("freezings", SampleAnomalies.Cut, default, "the edition could not be built; a later freezing overtook it, so it can only be given up", null)), StringComparison.Ordinal);
}
