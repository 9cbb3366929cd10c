using System.Text.Json;
using QualiPref.Complaints.Cases;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;

namespace QualiPref.Complaints.Features.ChangingComplaints;

/// <summary>Reads the bodies of the transitions and names everything that is wrong with them.</summary>
/// <param name="catalogue">Sites, channels, motives and modules that exist.</param>
internal sealed class CommandReader(Catalogue catalogue)
{
    private const int LongReason = 2_000;
    private const int LongText = 10_000;

    private static readonly Dictionary<string, (Type Body, Func<CommandReader, JsonFields, CaseCommand> Read)> Readers = new()
    {
        ["acknowledge"] = (typeof(Acknowledge), (_, _) => new Acknowledge()),
        ["qualify"] = (typeof(Qualify), (reader, fields) => reader.Qualify(fields)),
        ["assign"] = (typeof(Assign), (_, fields) => new Assign(Required(fields, "assignee", 100))),
        ["request-information"] = (typeof(RequestInformation), (_, fields) => new RequestInformation(Required(fields, "text", LongText))),
        ["resume"] = (typeof(Resume), (_, _) => new Resume()),
        ["hold"] = (typeof(Hold), (_, fields) => new Hold(Required(fields, "text", LongText), fields.Date("newDate", required: true) ?? default)),
        ["answer"] = (typeof(Answer), (_, fields) => new Answer(
            Required(fields, "subject", 200), Required(fields, "body", LongText), Filled(fields, "template", 50), Filled(fields, "lateReason", 500))),
        ["close"] = (typeof(Close), (_, fields) => Close(fields)),
        ["reopen"] = (typeof(Reopen), (_, fields) => new Reopen(Reason(fields))),
        ["transfer"] = (typeof(Transfer), (_, fields) => new Transfer(Required(fields, "to", 200), Reason(fields))),
        ["merge"] = (typeof(Merge), (_, fields) => new Merge(fields.Id("into", required: true) ?? default, Reason(fields))),
        ["unmerge"] = (typeof(Unmerge), (_, fields) => new Unmerge(Reason(fields))),
        ["reject"] = (typeof(Reject), (_, fields) => new Reject(Reason(fields))),
        ["correct"] = (typeof(Correct), (reader, fields) => reader.Correct(fields)),
    };

    /// <summary>The transitions of the public contract with the types of their bodies.</summary>
    public static IEnumerable<(string Transition, Type Body)> Known => Readers.Select(one => (one.Key, one.Value.Body));

    /// <summary>Reads a body.</summary>
    /// <param name="transition">One of <see cref="Known"/>.</param>
    /// <param name="body">The body.</param>
    /// <exception cref="ProblemException">422 with every fault.</exception>
    public CaseCommand Read(string transition, JsonElement body)
    {
        var errors = new FieldErrors();
        var fields = new JsonFields(body, errors);
        var command = Readers[transition].Read(this, fields) with { OccurredOn = fields.Date("occurredOn") };
        fields.RefuseUnknown();
        errors.ThrowIfAny();
        return command;
    }

    private Qualify Qualify(JsonFields fields) => new(
        fields.Code("motive", [.. catalogue.Motives.Select(motive => motive.Code)], required: true) ?? "",
        fields.Code("module", [.. catalogue.Modules.Select(module => module.Code)]),
        Filled(fields, "gravity", 50),
        fields.Flag("founded"));

    private static Close Close(JsonFields fields) =>
        new(fields.Code("outcome", CaseNames.All<CaseOutcome>(), required: true) is { } outcome ? CaseNames.Parse<CaseOutcome>(outcome) : default);

    private Correct Correct(JsonFields fields)
    {
        var command = new Correct(
            fields.Date("receivedOn"),
            fields.Code("channel", [.. catalogue.ComplaintChannels.Select(channel => channel.Code)]),
            fields.Code("kind", Kinds.All),
            fields.Code("site", [.. catalogue.Sites.Select(site => site.Code)]),
            Reason(fields));
        if (!fields.Names.Intersect(["receivedOn", "channel", "kind", "site"]).Any())
        {
            fields.Refuse("reason", "Indiquez au moins un champ à corriger : receivedOn, channel, kind ou site.", "Name at least one field to correct: receivedOn, channel, kind or site.");
        }
        return command;
    }

    private static string Reason(JsonFields fields) => Required(fields, "reason", LongReason);

    private static string Required(JsonFields fields, string name, int longest) => fields.Text(name, longest, required: true) ?? "";

    private static string? Filled(JsonFields fields, string name, int longest) =>
        fields.Text(name, longest) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
}
