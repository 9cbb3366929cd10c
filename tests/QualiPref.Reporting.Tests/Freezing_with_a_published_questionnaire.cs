using System.Text;
using MongoDB.Bson;
using QualiPref.Contracts.Indicators.V1;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Catalogue.Published;
using QualiPref.Reporting.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Reporting.Tests;

/// <summary>A questionnaire that no file holds declares an indicator; surveys does not answer, and this service goes by its copy.</summary>
public sealed class Freezing_with_a_published_questionnaire(RealEngine engine)
{
    private const string Code = "accueil-court", Indicator = "satisfaction.accueil-court.visite";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_edition_has_its_figures_and_keeps_how_they_are_computed()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        await reporting.RestartAsync(() => reporting.Database.GetCollection<BsonDocument>(PublishedStore.Collection).InsertOneAsync(Copy(), cancellationToken: Token));
        reporting.Indicators.Cells.Add(Given.Cell() with
        {
            Answers =
            [
                new AnswerCount { Questionnaire = Code, Question = "visite", Channel = "kiosk", Options = [new OptionCount("bien", 30), new OptionCount("mal", 10)], Blank = 2 },
            ],
        });

        var edition = await reporting.FreezeAsync(await reporting.OpenAsync());

        var figure = (await reporting.JsonAsync($"/editions/{edition}")).GetProperty("figures").EnumerateArray()
            .First(one => one.GetProperty("indicator").GetString() == Indicator && one.GetProperty("denominator").GetInt64() > 0);
        Assert.Equal((30, 40), (figure.GetProperty("numerator").GetInt64(), figure.GetProperty("denominator").GetInt64()));
        var definition = (await reporting.JsonAsync($"/editions/{edition}/manifest")).GetProperty("definitions").EnumerateArray()
            .Single(one => one.GetProperty("code").GetString() == Indicator);
        Assert.Equal(["bien"], definition.GetProperty("satisfiedOptions").EnumerateArray().Select(option => option.GetString()));
    }

    private static BsonDocument Copy()
    {
        var texts = (string text) => new Dictionary<string, string> { ["fr"] = text };
        var question = new SurveyQuestion
        {
            Code = "visite",
            Type = QuestionType.SingleChoice,
            Required = true,
            Module = "accueil-general",
            Commitment = "E8",
            Texts = texts("Content ?"),
            Options =
            [
                new AnswerOption { Code = "bien", Texts = texts("Bien"), Counts = OptionCounts.Satisfied },
                new AnswerOption { Code = "mal", Texts = texts("Mal"), Counts = OptionCounts.Dissatisfied },
            ],
        };
        var questionnaire = new Questionnaire { Code = Code, Version = 1, Languages = ["fr"], Title = texts("Accueil"), Introduction = texts("Anonyme"), Questions = [question] };
        return new BsonDocument
        {
            ["_id"] = $"{Code}.v1",
            ["code"] = Code,
            ["version"] = 1,
            ["json"] = Encoding.UTF8.GetString(QuestionnaireJson.Write(questionnaire)),
            ["publishedAt"] = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc),
        };
    }
}
