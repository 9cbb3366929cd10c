using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Telemetry;
using QualiPref.Surveys.Answers;
using QualiPref.Surveys.Masking;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.SubmittingResponses;

/// <summary>Makes the ledger's document of one item of a batch: an answer where it can be read, else what was sent, set aside.</summary>
internal sealed class BatchItemReader(AnswerReader reader, QuestionnaireBook questionnaires, Catalogue catalogue)
{
    private const int MostRawBytes = 16 * 1024;

    // What is told of an answer has codes only; the text itself is kept with the rest of what was sent.
    private const string NoQuestionnaire = "unknown";

    // When answers were given, of those that name in sound words a questionnaire which the catalogue here does not hold.
    private readonly List<DateTimeOffset> _ahead = [];

    /// <summary>Reads one item.</summary>
    /// <returns>The document; or why nothing is kept: it has no usable id, or a member of staff sends it for a site that is not theirs.</returns>
    /// <exception cref="ProblemException">503: its site is on its way into the catalogue here.</exception>
    public (SurveyResponse? Kept, ProblemKind? Refused) Read(JsonElement item, Submitter submitter, Kiosk? kiosk, Sync sync)
    {
        if (IdOf(item) is not { } id) return (null, SurveysProblems.NoUsableId);
        var isSound = ContentHash.TryCompute(item, out var hash);
        var errors = new FieldErrors();
        var answer = isSound ? reader.Read(Open(item, errors)) : null;
        if (answer is not null && submitter.Covers(answer.Site.Code) && submitter.MaySend(answer))
        {
            return (Admission.Admit(id, answer, hash, submitter, sync), null);
        }
        var seen = Glimpse.Of(item);
        // Kept without its site, nobody could ever accept it.
        submitter.Caller.RequireInCatalogue(catalogue, kiosk?.Site ?? seen.Site);
        // A kiosk would lose what is refused: what it sends is kept at its own site, whatever it says. A person is told and sends nothing anew by itself.
        if (kiosk is null && catalogue.TryGetSite(seen.Site, out var named) && !submitter.Caller.Covers(named.Code)) return (null, SurveysProblems.NotThisKiosk);
        return (KeepRaw(id, item, seen, hash, answer is null ? CommonProblems.InvalidValues : SurveysProblems.NotThisKiosk, submitter, kiosk, sync), null);
    }

    /// <summary>
    /// Refuses for now what a kiosk answered with a questionnaire that another replica offered it and the catalogue here does not hold yet. Set aside, each of these
    /// answers would need a person. What was answered longer ago than a roll-out takes, or so long after now, is not waited for: it is set aside, and what came with it too.
    /// </summary>
    /// <exception cref="ProblemException">503; the kiosk keeps the batch and sends it again.</exception>
    public void RequireQuestionnaires(DateTimeOffset receivedAt)
    {
        if (_ahead.Count > 0 && _ahead.TrueForAll(answeredAt => (receivedAt - answeredAt).Duration() < RollOut.Patience)) throw RollOut.NotYet();
    }

    /// <summary>Opens an item for <see cref="AnswerReader"/>: what stands around the answer counts as read.</summary>
    public static JsonFields Open(JsonElement item, FieldErrors errors)
    {
        var fields = new JsonFields(item, errors);
        fields.Raw("id");
        fields.Raw("device");
        fields.Raw("sentAt");
        return fields;
    }

    /// <summary>What the item gave as its id, for the reply to an item without a usable one.</summary>
    public static string? EchoOfId(JsonElement item) =>
        FindId(item) is { } id && JsonMarshal.GetRawUtf8Value(id) is { Length: <= 100 } bytes ? Encoding.UTF8.GetString(bytes).Trim('"') : null;

    private static Guid? IdOf(JsonElement item) =>
        FindId(item) is { } value && Guid.TryParseExact(JsonFields.TextOf(value), "D", out var id) && id != Guid.Empty ? id : null;

    private static JsonElement? FindId(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object) return null;
        foreach (var field in item.EnumerateObject())
        {
            if (IsNamed(field, "id")) return field.Value;
        }
        return null;
    }

    private static bool IsNamed(JsonProperty field, string name)
    {
        try
        {
            return field.NameEquals(name);
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate: JSON, but no text.
            return false;
        }
    }

    private SurveyResponse KeepRaw(Guid id, JsonElement item, Glimpse seen, byte[] hash, ProblemKind why, Submitter submitter, Kiosk? kiosk, Sync sync)
    {
        var site = Attribute(seen.Site, submitter, kiosk);
        var isOfKiosk = kiosk is not null && (seen.Kiosk is null || seen.Kiosk == kiosk.Id)
            && (seen.Enrolment is null || seen.Enrolment <= kiosk.Enrolment);
        var enrolment = isOfKiosk ? seen.Enrolment ?? submitter.Enrolment : null;
        var corrected = seen.AnsweredAt is { } answeredAt ? DeviceClock.Correct(answeredAt, seen.Clock, enrolment, sync) : new(sync.ReceivedAt, null);
        if (seen.NamesWhen && seen.NamesWhat && questionnaires.Find(seen.Questionnaire!, seen.Version!.Value) is null) _ahead.Add(corrected.At);
        var zone = site?.TimeZone ?? TimeZoneInfo.Utc;
        var date = Admission.LegalDate(zone, corrected, sync);
        return new SurveyResponse
        {
            Id = id,
            Version = 1,
            // Without a site there is nobody to tell.
            PendingSince = site is null ? null : sync.ReceivedAt.UtcDateTime,
            TraceParent = TraceContext.Current,
            Site = site?.Code,
            Date = date,
            OtherDate = Admission.OtherDate(zone, date, corrected),
            AnsweredAt = corrected.At.UtcDateTime,
            ReceivedAt = sync.ReceivedAt.UtcDateTime,
            UncertaintySeconds = corrected.Uncertainty?.TotalSeconds,
            OffsetSeconds = isOfKiosk ? sync.Offset?.TotalSeconds : null,
            Status = ResponseStatus.SetAside,
            Code = SurveysProblems.CodeOf(why),
            Channel = seen.Channel ?? (kiosk is null ? Channels.Paper : Channels.Kiosk),
            Questionnaire = seen.Questionnaire is { } code && CountedCode.IsValid(code) ? code : NoQuestionnaire,
            QuestionnaireVersion = seen.Version ?? 0,
            Kiosk = isOfKiosk ? kiosk!.Id : null,
            Enrolment = enrolment,
            Sequence = isOfKiosk ? seen.Sequence : null,
            ContentHash = hash,
            Raw = Bounded(RawContent.Masked(item)),
        };
    }

    // A site that cannot be believed is replaced by that of the sender, so that somebody sees what was set aside.
    private Site? Attribute(string? code, Submitter submitter, Kiosk? kiosk)
    {
        if (catalogue.TryGetSite(code, out var named) && submitter.Covers(named.Code)) return named;
        var first = submitter.Caller.Sites is [var site, ..] ? site : null;
        return catalogue.TryGetSite(kiosk?.Site ?? first, out var own) ? own : null;
    }

    // What is no UTF-8 is kept as replacement characters: the rest of it is still worth reading.
    private static string Bounded(ReadOnlySpan<byte> raw)
    {
        if (raw.Length <= MostRawBytes) return Encoding.UTF8.GetString(raw);
        var end = MostRawBytes;
        while (end > 0 && (raw[end] & 0xC0) == 0x80) end--;
        return Encoding.UTF8.GetString(raw[..end]);
    }

    /// <summary>What can be made out of an item that is not valid.</summary>
    private sealed record Glimpse(
        string? Site, string? Channel, string? Questionnaire, int? Version, Guid? Kiosk, int? Enrolment, long? Sequence, DateTimeOffset? AnsweredAt, ClockReading? Clock)
    {
        // What cannot be read today cannot be read tomorrow either: no catalogue is waited for because of it.
        public bool NamesWhat => Version is not null && Questionnaire is { } code && CountedCode.IsValid(code);

        public bool NamesWhen => AnsweredAt is not null;

        public static Glimpse Of(JsonElement item)
        {
            try
            {
                return Of(new JsonFields(item, new FieldErrors()));
            }
            catch (ProblemException)
            {
                // The name of a field is no text.
                return new Glimpse(null, null, null, null, null, null, null, null, null);
            }
        }

        private static Glimpse Of(JsonFields fields) => new(
            fields.Text("site", 100), fields.Code("channel", Channels.All), fields.Text("questionnaire", 100),
            (int?)fields.Integer("version", 1, int.MaxValue), fields.Id("kiosk"), (int?)fields.Integer("enrolment", 1, int.MaxValue),
            fields.Integer("sequence", 1, (1L << 53) - 1), AnswerReader.ReadInstant(fields, "answeredAt"), AnswerReader.ReadClock(fields));
    }
}
