using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using QualiPref.Platform.Catalogue;
using QualiPref.Statistics;

namespace QualiPref.Bench.Load;

/// <summary>Where an answer comes from.</summary>
/// <param name="Site">Code of the site.</param>
/// <param name="Channel">kiosk, web or paper.</param>
/// <param name="Kiosk">The kiosk with its enrolment; null elsewhere.</param>
internal readonly record struct AnswerSource(string Site, string Channel, (Guid Id, int Enrolment)? Kiosk = null);

/// <summary>
/// Answers of which hardly two are alike: any question of any questionnaire of the catalogue, each option as likely as another, what may be left out left out at
/// random, every language, comments. The same seed gives the same answers.
/// </summary>
/// <param name="random">Draws them.</param>
/// <param name="catalogue">What may be answered.</param>
internal sealed class RandomAnswers(Random random, Catalogue catalogue)
{
    /// <summary>Indicator whose n tells how many answers are counted.</summary>
    public const string Watched = "satisfaction.global";

    /// <summary>What an answer's id and sequence number are until it is sent.</summary>
    public const string NoId = "00000000-0000-0000-0000-000000000000";

    /// <summary>As wide as the widest number that is sent.</summary>
    public const long NoSequence = 1_000_000_000;

    private const double LeftOut = 0.12, WithComment = 0.05, Abandoned = 0.01, Partial = 0.03;
    private const int LongestComment = 40;

    private static readonly JsonWriterOptions AsBrowsersWrite = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly IndicatorDefinition _watched = catalogue.Indicators.First(indicator => indicator.Code == Watched);

    /// <summary>What one more whole answer says to the single choices of a questionnaire: all of it that is counted.</summary>
    public (Questionnaire Of, IReadOnlyDictionary<string, string> Choices) NextChoices()
    {
        var questionnaire = Pick();
        return (questionnaire, Choose(questionnaire, mayBeBlank: false).Where(answer => answer.Question.Type == QuestionType.SingleChoice)
            .ToDictionary(answer => answer.Question.Code, answer => answer.Chosen[0], StringComparer.Ordinal));
    }

    /// <summary>One more answer as the contract takes it.</summary>
    /// <param name="source">Where it comes from.</param>
    /// <param name="answeredAt">When it was given.</param>
    /// <param name="withId">Whether it carries its id, as in a batch.</param>
    /// <param name="isWhole">Whether it is neither abandoned nor partial.</param>
    public RandomAnswer Next(AnswerSource source, DateTimeOffset answeredAt, bool withId = false, bool isWhole = false)
    {
        var questionnaire = Pick();
        var outcome = random.NextDouble() switch { < Abandoned when !isWhole => "abandoned", < Abandoned + Partial when !isWhole => "partial", _ => "complete" };
        var answers = outcome == "abandoned" ? [] : Choose(questionnaire, mayBeBlank: outcome == "partial");
        var language = questionnaire.Languages[random.Next(questionnaire.Languages.Count)];
        var body = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(body, AsBrowsersWrite))
        {
            json.WriteStartObject();
            if (withId) json.WriteString("id", NoId);
            json.WriteString("site", source.Site);
            json.WriteString("questionnaire", questionnaire.Code);
            json.WriteNumber("version", questionnaire.Version);
            json.WriteString("channel", source.Channel);
            json.WriteString("language", language);
            json.WriteString("outcome", outcome);
            json.WriteString("answeredAt", answeredAt);
            if (source.Kiosk is { } kiosk) Write(json, kiosk);
            json.WriteStartObject("answers");
            foreach (var (question, chosen) in answers) Write(json, question, chosen, language);
            json.WriteEndObject();
            if (outcome == "complete" && random.NextDouble() < WithComment) json.WriteString("comment", Words(questionnaire, language));
            json.WriteEndObject();
        }
        return new RandomAnswer(body.WrittenMemory, questionnaire.Code == _watched.Questionnaire && answers.Exists(Expresses));
    }

    private Questionnaire Pick() => catalogue.Questionnaires[random.Next(catalogue.Questionnaires.Count)];

    private bool Expresses((SurveyQuestion Question, IReadOnlyList<string> Chosen) answer) =>
        answer.Question.Code == _watched.Question && !_watched.ExcludedOptions.Contains(answer.Chosen[0]);

    private List<(SurveyQuestion Question, IReadOnlyList<string> Chosen)> Choose(Questionnaire questionnaire, bool mayBeBlank)
    {
        var answers = new List<(SurveyQuestion Question, IReadOnlyList<string> Chosen)>(questionnaire.Questions.Count);
        foreach (var question in questionnaire.Questions)
        {
            if (question.ShowIf is { } only && !answers.Exists(given => given.Question.Code == only.Question && given.Chosen.Any(only.Options.Contains))) continue;
            // Somebody who leaves has answered the first.
            var isLeft = mayBeBlank ? answers.Count > 0 && random.Next(2) == 0 : !question.Required && random.NextDouble() < (question.Type == QuestionType.Text ? 1 - WithComment : LeftOut);
            if (!isLeft) answers.Add((question, Options(question)));
        }
        return answers;
    }

    private string[] Options(SurveyQuestion question)
    {
        var codes = question.Options.Select(option => option.Code).ToArray();
        if (question.Type == QuestionType.Text) return ["text"];
        if (question.Type == QuestionType.SingleChoice) return [codes[random.Next(codes.Length)]];
        random.Shuffle(codes);
        return codes[..random.Next(Math.Max(1, question.MinChoices ?? 1), (question.MaxChoices ?? codes.Length) + 1)];
    }

    private void Write(Utf8JsonWriter json, SurveyQuestion question, IReadOnlyList<string> chosen, string language)
    {
        if (question.Type == QuestionType.SingleChoice) json.WriteString(question.Code, chosen[0]);
        else if (question.Type == QuestionType.Text) json.WriteString(question.Code, Words(question.Texts[language].Split(' '), question.MaxLength));
        else
        {
            json.WriteStartArray(question.Code);
            foreach (var option in chosen) json.WriteStringValue(option);
            json.WriteEndArray();
        }
    }

    private static void Write(Utf8JsonWriter json, (Guid Id, int Enrolment) kiosk)
    {
        json.WriteString("kiosk", kiosk.Id);
        json.WriteNumber("enrolment", kiosk.Enrolment);
        json.WriteNumber("sequence", NoSequence);
    }

    // Made of what is asked, so that it has the writing of its language and says nothing of anybody.
    private string Words(Questionnaire questionnaire, string language) =>
        Words([.. questionnaire.Questions.SelectMany(question => question.Texts[language].Split(' '))], null);

    private string Words(string[] among, int? longest)
    {
        var text = string.Join(' ', random.GetItems(among, random.Next(3, LongestComment)));
        return longest < text.Length ? text[..longest.Value] : text;
    }
}

/// <summary>One answer.</summary>
/// <param name="Json">As it is sent.</param>
/// <param name="IsExpressed">Whether it is in n of <see cref="RandomAnswers.Watched"/>.</param>
internal readonly record struct RandomAnswer(ReadOnlyMemory<byte> Json, bool IsExpressed);
