using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Telemetry;
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

    /// <summary>Reads what is ticked on a slip, which may be nothing.</summary>
    /// <exception cref="ProblemException">422 with everything that is wrong.</exception>
    public Dictionary<string, string> ReadChoices(JsonElement body, SlipBatch batch)
    {
        var errors = new FieldErrors();
        var choices = Read(new JsonFields(body, errors)) is { } answers ? AnswerReader.ReadAnswers(answers, QuestionnaireOf(batch), mayBeBlank: true) : null;
        errors.ThrowIfAny();
        return KeyedAnswers.Of(choices!.Single, choices.Multi);
    }

    /// <summary>An answer of the ledger with the choices that stand on the slip; its texts and what was done with them as they are held.</summary>
    /// <returns>Null when nothing stands on the slip.</returns>
    public SurveyResponse? Correct(SlipBatch batch, SurveyResponse held, SlipCheck check, Guid id, DateTime now)
    {
        var choices = RightChoices(batch, held, check);
        var texts = RightTexts(batch, held, choices);
        // Of erased words the note is left: somebody wrote.
        var note = texts is null && held is { Comment: null, Note.State: not CommentState.Erased } ? null : held.Note;
        if (choices.AreBlank && note is null) return null;
        var answered = KeyedAnswers.Of(choices.Single, choices.Multi);
        return new SurveyResponse
        {
            Id = id,
            Version = 1,
            PendingSince = now,
            TraceParent = TraceContext.Current,
            Site = held.Site,
            Date = held.Date,
            AnsweredAt = held.AnsweredAt,
            ReceivedAt = now,
            Status = held.Status,
            Code = held.Code,
            Channel = held.Channel,
            Questionnaire = held.Questionnaire,
            QuestionnaireVersion = held.QuestionnaireVersion,
            Language = held.Language,
            Partial = AllQuestionsOf(batch).Any(question =>
                question.IsRequired && question.IsAskedAfter(choices) && !answered.ContainsKey(question.Code) && texts?.ContainsKey(question.Code) != true),
            Choices = choices.Single,
            MultiChoices = choices.Multi,
            Texts = texts,
            Comment = held.Comment,
            Note = note,
            ContentHash = SHA256.HashData([.. held.ContentHash, .. check.Differences.SelectMany(one => Encoding.UTF8.GetBytes($"{one.Question}={one.Right}\n"))]),
        };
    }

    /// <summary>The questions that are compared: those with choices.</summary>
    public IEnumerable<PreparedQuestion> QuestionsOf(SlipBatch batch) => AllQuestionsOf(batch).Where(question => question.Type != QuestionType.Text);

    private PreparedQuestionnaire QuestionnaireOf(SlipBatch batch) => questionnaires.Find(batch.Questionnaire, batch.QuestionnaireVersion)!;

    private IReadOnlyList<PreparedQuestion> AllQuestionsOf(SlipBatch batch) => QuestionnaireOf(batch).Questions;

    // In the order of the slip: what a question hangs on may be what was keyed wrongly, and it is then not asked any more.
    private Choices RightChoices(SlipBatch batch, SurveyResponse held, SlipCheck check)
    {
        var keyed = KeyedAnswers.Of(held);
        foreach (var difference in check.Differences)
        {
            if (difference.Right is { } right) keyed[difference.Question] = right;
            else keyed.Remove(difference.Question);
        }
        var choices = new Choices([], null, null);
        foreach (var question in QuestionsOf(batch))
        {
            if (!keyed.TryGetValue(question.Code, out var value) || !question.IsAskedAfter(choices)) continue;
            if (question.Type == QuestionType.MultiChoice) choices = choices with { Multi = new(choices.Multi ?? []) { [question.Code] = [.. value.Split(' ')] } };
            else choices.Single![question.Code] = value;
        }
        return choices;
    }

    // What was written to a question that the slip turned out not to ask is no answer to it.
    private Dictionary<string, string>? RightTexts(SlipBatch batch, SurveyResponse held, Choices choices)
    {
        var asked = AllQuestionsOf(batch).Where(question => question.IsAskedAfter(choices)).Select(question => question.Code).ToHashSet(StringComparer.Ordinal);
        var texts = (held.Texts ?? []).Where(text => asked.Contains(text.Key)).ToDictionary();
        return texts.Count > 0 ? texts : null;
    }

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
