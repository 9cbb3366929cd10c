using System.Text.Json;
using System.Text.Json.Nodes;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Contracts.Surveys.V1;
using QualiPref.Indicators.Features.Rebuilding;
using QualiPref.Indicators.Storage;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Catalogue.Published;
using QualiPref.Platform.Persistence;
using QualiPref.Testing;

namespace QualiPref.Indicators.Tests.Service;

/// <summary>A questionnaire that no file holds, whose options say what they count as.</summary>
public sealed class Counting_by_a_published_questionnaire(RealEngine engine) : IAsyncLifetime
{
    private const string Code = "accueil-court";

    private RunningIndicators _indicators = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _indicators = await RunningIndicators.StartAsync(engine);

    public ValueTask DisposeAsync() => _indicators.DisposeAsync();

    [Fact]
    public async Task What_was_answered_before_it_was_known_is_in_its_rate_as_soon_as_it_is()
    {
        await CountAsync(Answer("bien"), Answer("bien"), Answer("mal"), Answer("sans-avis"), Answer(null));

        await PublishAsync(1, "visite", ("bien", "satisfied"), ("mal", "dissatisfied"), ("sans-avis", "excluded"));

        var figure = await FigureAsync("visite");
        Assert.Equal((2, 3, 2), (figure.GetProperty("numerator").GetInt32(), figure.GetProperty("denominator").GetInt32(), figure.GetProperty("excluded").GetInt32()));
    }

    [Fact]
    public async Task A_day_on_which_nobody_answered_its_question_is_counted_anew()
    {
        await CountAsync(Answer(null), Answer(null));
        await _indicators.ClosedAsync();

        await PublishAsync(1, "visite", ("bien", "satisfied"), ("mal", "dissatisfied"));

        var cell = await Eventually.ReadsAsync("the day says who left it blank", _ => _indicators.CellAsync(Given.Site, Given.Date),
            one => one!.Answers.Any(row => row.Question == "visite"), cancellationToken: Token);
        Assert.Equal(2, cell!.Answers.Single(row => row.Question == "visite").Blank);
    }

    [Fact]
    public async Task A_new_series_has_figures_of_its_own_and_is_compared_with_none_of_before()
    {
        await CountAsync([.. Enumerable.Range(0, 40).Select(_ => Answer("bien", date: "2025-03-10")), .. Enumerable.Range(0, 40).Select(_ => Answer("oui", "visite-2"))]);
        await PublishAsync(1, "visite", ("bien", "satisfied"), ("mal", "dissatisfied"));
        await PublishAsync(2, "visite-2", ("oui", "satisfied"), ("non", "dissatisfied"));

        var (old, next) = (await FigureAsync("visite"), await FigureAsync("visite-2"));

        Assert.Equal((0, 40), (old.GetProperty("n").GetInt32(), next.GetProperty("n").GetInt32()));
        Assert.Equal(JsonValueKind.Null, next.GetProperty("comparison").ValueKind);
        var definitions = await _indicators.Http.GetStringAsync(new Uri("/api/indicators/v1/definitions", UriKind.Relative), Token);
        Assert.Contains("Nouvelle série : remplace « visite » (visite), dont l'échelle était autre", JsonNode.Parse(definitions)!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_was_known_at_the_start_has_nothing_counted_anew()
    {
        await CountAsync(Answer("bien"));
        await _indicators.ClosedAsync();
        await PublishAsync(1, "visite", ("bien", "satisfied"), ("mal", "dissatisfied"));
        await Eventually.ReadsAsync("the replica that learnt it asks once", _ => RebuildsAsync(_indicators), count => count == 1, cancellationToken: Token);

        await using var again = await _indicators.StartAgainAsync(engine);
        await again.Service<RecountWorker>().LookAsync(Token);

        Assert.NotNull(again.Service<LiveCatalogue>().AtStart.FindQuestionnaire(Code, 1));
        Assert.Equal(1, await RebuildsAsync(again));
    }

    private static Task<long> RebuildsAsync(RunningIndicators indicators) =>
        indicators.Database.Rebuilds.CountDocumentsAsync(FilterDefinition<RebuildDocument>.Empty, null, Token);

    private Task<JsonElement> FigureAsync(string question) => _indicators.FigureAsync($"site={Given.Site}&period=2026&indicator=satisfaction.{Code}.{question}");

    private async Task CountAsync(params SurveyResponseState[] answers)
    {
        _indicators.Sources.Hold(answers);
        foreach (var some in answers.Chunk(500)) await _indicators.PublishAsync(Given.Recorded(some));
        await _indicators.PublishAsync(_indicators.Sources.Row());
        await _indicators.SettledAsync();
    }

    private static SurveyResponseState Answer(string? option, string question = "visite", string date = Given.Date) => Given.Answer(date: date) with
    {
        Questionnaire = Code,
        Choices = option is null ? new Dictionary<string, string>() : new Dictionary<string, string> { [question] = option },
    };

    /// <summary>Does what surveys does, whose database this process reads since a stand-in of that name runs in it.</summary>
    private async Task PublishAsync(int version, string question, params (string Code, string Counts)[] options)
    {
        var texts = (string text) => new Dictionary<string, string> { ["fr"] = text };
        var asked = new SurveyQuestion
        {
            Code = question,
            Type = QuestionType.SingleChoice,
            Required = false,
            Module = "accueil-general",
            Commitment = "E8",
            Texts = texts(question),
            Options = [.. options.Select(option => new AnswerOption { Code = option.Code, Texts = texts(option.Code), Counts = Enum.Parse<OptionCounts>(option.Counts, ignoreCase: true) })],
            Follows = version > 1 ? "visite" : null,
        };
        var questionnaire = new Questionnaire { Code = Code, Version = version, Languages = ["fr"], Title = texts("Accueil"), Introduction = texts("Anonyme"), Questions = [asked] };
        await _indicators.Service<MongoDatabases>().For("surveys").GetCollection<BsonDocument>(PublishedStore.Collection).InsertOneAsync(new BsonDocument
        {
            ["_id"] = $"{Code}.v{version}",
            ["code"] = Code,
            ["version"] = version,
            ["json"] = System.Text.Encoding.UTF8.GetString(QuestionnaireJson.Write(questionnaire)),
            ["publishedAt"] = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc),
        }, cancellationToken: Token);
        await _indicators.Service<LiveCatalogue>().TakeAsync(_indicators.Service<PublishedStore>().ReadAsync, Token);
    }
}
