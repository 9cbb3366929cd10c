using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Time;
using QualiPref.Surveys.Answers;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.KeyingSlips;

/// <summary>An answer that was keyed from a slip, with the hash of its content.</summary>
internal sealed record KeyedSlip(Answer Answer, byte[] Hash);

/// <summary>Makes answers of what is keyed: read like any other answer, with the place and the day of the batch.</summary>
internal sealed class SlipReader(AnswerReader reader, QuestionnaireBook questionnaires, Catalogue catalogue)
{
    /// <summary>What a body of this room holds.</summary>
    public static JsonFields? Read(JsonFields fields)
    {
        var answers = fields.Object("answers", required: true);
        fields.RefuseUnknown();
        return answers;
    }

    /// <summary>Reads a slip.</summary>
    /// <exception cref="ProblemException">422 with everything that is wrong.</exception>
    public KeyedSlip Read(JsonElement body, SlipBatch batch)
    {
        var errors = new FieldErrors();
        var answers = Read(new JsonFields(body, errors));
        errors.ThrowIfAny();
        // As it came: what is JSON but no text is the reader's to refuse.
        return Judge(batch, body.GetProperty("answers"));
    }

    /// <summary>An answer of the ledger with other choices, judged like a new one.</summary>
    /// <exception cref="ProblemException">422: it cannot be so.</exception>
    public KeyedSlip Correct(SlipBatch batch, SurveyResponse held, IReadOnlyDictionary<string, string?> right)
    {
        var (answers, keyed) = (new JsonObject(), KeyedAnswers.Of(held));
        foreach (var (question, value) in right) keyed[question] = value ?? "";
        foreach (var question in AllQuestionsOf(batch))
        {
            // What a question hangs on may be what was keyed wrongly: it is then not asked any more.
            if (!IsAsked(question, code => answers.ContainsKey(code) ? keyed[code].Split(' ') : [])) continue;
            if (question.Type == QuestionType.Text)
            {
                if (held.Texts?.GetValueOrDefault(question.Code) is { } text) answers[question.Code] = text;
            }
            else if (keyed.GetValueOrDefault(question.Code) is { Length: > 0 } value)
            {
                answers[question.Code] = question.Type == QuestionType.MultiChoice ? new JsonArray([.. value.Split(' ').Select(option => JsonValue.Create(option))]) : value;
            }
        }
        return Judge(batch, JsonSerializer.SerializeToElement(answers));
    }

    /// <summary>The questions that are compared: those with choices.</summary>
    public IEnumerable<PreparedQuestion> QuestionsOf(SlipBatch batch) => AllQuestionsOf(batch).Where(question => question.Type != QuestionType.Text);

    private IReadOnlyList<PreparedQuestion> AllQuestionsOf(SlipBatch batch) => questionnaires.Find(batch.Questionnaire, batch.QuestionnaireVersion)!.Questions;

    private static bool IsAsked(PreparedQuestion question, Func<string, IEnumerable<string?>> chosen) =>
        question.ShowIf is not { } condition || chosen(condition.Question).Any(option => condition.Options.Contains(option));

    private KeyedSlip Judge(SlipBatch batch, JsonElement answers)
    {
        // On paper anything may stand blank: what is answered counts.
        var isPartial = AllQuestionsOf(batch).Any(question => question.IsRequired && !answers.TryGetProperty(question.Code, out _) && IsAsked(question, Chosen));
        if (!catalogue.TryGetSite(batch.Site, out var site)) throw RollOut.NotYet();
        using var whole = JsonDocument.Parse(Whole(batch, site.TimeZone.BeginningOf(batch.EmptiedOn), isPartial, JsonMarshal.GetRawUtf8Value(answers)));
        var errors = new FieldErrors();
        var answer = reader.Read(new JsonFields(whole.RootElement, errors));
        errors.ThrowIfAny();
        ContentHash.TryCompute(whole.RootElement, out var hash);
        return new KeyedSlip(answer!, hash);

        // As it came: what it is else is the reader's to refuse.
        IEnumerable<string?> Chosen(string code) => !answers.TryGetProperty(code, out var given) ? []
            : given.ValueKind == JsonValueKind.Array ? given.EnumerateArray().Select(JsonFields.TextOf) : [JsonFields.TextOf(given)];
    }

    private static ReadOnlyMemory<byte> Whole(SlipBatch batch, DateTimeOffset answeredAt, bool isPartial, ReadOnlySpan<byte> answers)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("site", batch.Site);
            json.WriteString("questionnaire", batch.Questionnaire);
            json.WriteNumber("version", batch.QuestionnaireVersion);
            json.WriteString("channel", Channels.Paper);
            // The day is known and no hour: its beginning lies in no future.
            json.WriteString("answeredAt", answeredAt);
            if (isPartial) json.WriteString("outcome", Outcomes.Partial);
            json.WritePropertyName("answers");
            json.WriteRawValue(answers, skipInputValidation: true);
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }
}

/// <summary>Choices as they are compared: one text a question, the options of several in the order of the alphabet.</summary>
internal static class KeyedAnswers
{
    public static Dictionary<string, string> Of(SurveyResponse response) => Of(response.Choices, response.MultiChoices);

    public static Dictionary<string, string> Of(Dictionary<string, string>? single, Dictionary<string, List<string>>? multi)
    {
        var all = new Dictionary<string, string>(single ?? []);
        foreach (var (question, options) in multi ?? [])
        {
            if (options.Count > 0) all[question] = string.Join(' ', options);
        }
        return all;
    }
}
