using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Cases.Letters;
using QualiPref.Complaints.Templates;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;

namespace QualiPref.Complaints.Features.ChangingComplaints;

/// <summary>Reads the bodies of the transitions and names everything that is wrong with them.</summary>
/// <param name="catalogue">Sites, channels, motives and modules that exist.</param>
internal sealed class CommandReader(Catalogue catalogue)
{
    private const int LongReason = 2_000;
    private const int LongText = 10_000;

    private static readonly Dictionary<string, (string Body, Func<CommandReader, JsonFields, CaseCommand> Read)> Readers = new()
    {
        ["acknowledge"] = (nameof(Acknowledge), (_, _) => new Acknowledge()),
        ["qualify"] = (nameof(Qualify), (reader, fields) => reader.Qualify(fields)),
        ["assign"] = (nameof(Assign), (reader, fields) => reader.Assign(fields)),
        ["set-aside"] = (nameof(SetAside), (_, fields) => new SetAside(fields.Date("until", required: true) ?? default, Filled(fields, "note", 500))),
        ["take-up"] = (nameof(TakeUp), (_, _) => new TakeUp()),
        ["request-information"] = (nameof(RequestInformation), (_, fields) => new RequestInformation(Letter(fields, "text", LongText))),
        ["resume"] = (nameof(Resume), (_, _) => new Resume()),
        ["hold"] = (nameof(Hold), (_, fields) => new Hold(Letter(fields, "text", LongText), fields.Date("newDate", required: true) ?? default)),
        ["answer"] = (nameof(Answer), (_, fields) => Answer(fields)),
        ["close"] = (nameof(Close), (_, fields) => Close(fields)),
        ["reopen"] = (nameof(Reopen), (_, fields) => new Reopen(Reason(fields))),
        ["transfer"] = (nameof(Transfer), (_, fields) => new Transfer(Required(fields, "to", 200), Reason(fields))),
        ["merge"] = (nameof(Merge), (_, fields) => new Merge(fields.Id("into", required: true) ?? default, Reason(fields))),
        ["unmerge"] = (nameof(Unmerge), (_, fields) => new Unmerge(Reason(fields))),
        ["reject"] = (nameof(Reject), (_, fields) => new Reject(Reason(fields))),
        [Correction] = (nameof(Correct), (reader, fields) => reader.Correct(fields)),
    };

    /// <summary>The transition that alters what was recorded.</summary>
    public const string Correction = "correct";

    /// <summary>The transitions of the public contract with the names of their bodies.</summary>
    public static IEnumerable<(string Transition, string Body)> Known => Readers.Select(one => (one.Key, one.Value.Body));

    /// <summary>Reads a body.</summary>
    /// <param name="transition">One of <see cref="Known"/>.</param>
    /// <param name="fields">The body.</param>
    /// <exception cref="ProblemException">422 with every fault.</exception>
    public CaseCommand Read(string transition, JsonFields fields)
    {
        var command = Readers[transition].Read(this, fields) with { OccurredOn = fields.Date("occurredOn") };
        if (command is WritingCommand writing) command = writing with { Way = ReadWay(fields), From = writing is Acknowledge ? WrittenFrom.Nothing : ReadSource(fields) };
        fields.RefuseUnknown();
        fields.Errors.ThrowIfAny();
        return command;
    }

    /// <summary>How a letter is to be brought to the person; null leaves it to what they gave.</summary>
    /// <param name="fields">A body that writes a letter.</param>
    public static DeliveryWay? ReadWay(JsonFields fields) =>
        fields.Code("way", CaseNames.All<DeliveryWay>()) is { } way ? CaseNames.Parse<DeliveryWay>(way) : null;

    /// <summary>What the text of a letter was made from.</summary>
    /// <param name="fields">A body that writes a letter.</param>
    public static WrittenFrom ReadSource(JsonFields fields) =>
        new(Filled(fields, "template", 50), (int?)fields.Integer("templateVersion", 1, int.MaxValue), fields.Code("language", LetterLanguages.All));

    /// <summary>A text that a person will read: a blank of a standard letter that nobody filled is refused.</summary>
    /// <param name="fields">A body that writes a letter.</param>
    /// <param name="name">Name of the field.</param>
    /// <param name="longest">Most characters.</param>
    public static string Letter(JsonFields fields, string name, int longest)
    {
        var text = Required(fields, name, longest);
        if (LetterText.HasBlank(text))
            fields.Refuse(name, "Un passage « [à compléter… ] » du courrier type reste à écrire ou à retirer.", "A blank of the standard letter, \"[à compléter… ]\", is still to be written or taken out.");
        return text;
    }

    private static Answer Answer(JsonFields fields)
    {
        var answer = new Answer(Letter(fields, "subject", 200), Letter(fields, "body", LongText), Filled(fields, "lateReason", 500));
        return answer with { Promises = ReadPromises(fields) };
    }

    private static List<Announced> ReadPromises(JsonFields fields)
    {
        var promises = new List<Announced>();
        foreach (var promise in fields.Objects("promises", PersonPromise.MostOfAnAnswer) ?? [])
        {
            promises.Add(new Announced(Letter(promise, "text", PersonPromise.LongestText), promise.Date("dueOn", required: true) ?? default));
            promise.RefuseUnknown();
        }
        return promises;
    }

    private Assign Assign(JsonFields fields)
    {
        var command = new Assign(fields.Id("assignee"), fields.CatalogueCode("team", [.. catalogue.Sites.SelectMany(site => site.Teams).Select(team => team.Code).Distinct()]));
        if (fields.Raw("assignee") is null && fields.Raw("team") is null) fields.Refuse("assignee", "Indiquez une personne, une équipe du site, ou les deux.", "Name a person, a team of the site, or both.");
        return command;
    }

    private Qualify Qualify(JsonFields fields) => new(
        fields.CatalogueCode("motive", [.. catalogue.Motives.Select(motive => motive.Code)], required: true) ?? "",
        fields.CatalogueCode("module", [.. catalogue.Modules.Select(module => module.Code)]),
        fields.CatalogueCode("gravity", [.. catalogue.Gravities.Select(gravity => gravity.Code)]),
        fields.Flag("founded"));

    private static Close Close(JsonFields fields) =>
        new(fields.Code("outcome", CaseNames.All<CaseOutcome>(), required: true) is { } outcome ? CaseNames.Parse<CaseOutcome>(outcome) : default);

    private Correct Correct(JsonFields fields)
    {
        var command = new Correct(
            fields.Date("receivedOn"),
            fields.CatalogueCode("channel", [.. catalogue.ComplaintChannels.Select(channel => channel.Code)]),
            fields.Code("kind", Kinds.All),
            fields.CatalogueCode("site", [.. catalogue.Sites.Select(site => site.Code)]),
            Reason(fields));
        if (!fields.Names.Intersect(["receivedOn", "channel", "kind", "site"]).Any())
        {
            fields.Refuse("reason", "Indiquez au moins ce qui est à corriger : la date de réception, le canal, la nature ou le site.", "Name at least one field to correct: receivedOn, channel, kind or site.");
        }
        return command;
    }

    private static string Reason(JsonFields fields) => Required(fields, "reason", LongReason);

    private static string Required(JsonFields fields, string name, int longest) => fields.Text(name, longest, required: true) ?? "";

    private static string? Filled(JsonFields fields, string name, int longest) =>
        fields.Text(name, longest) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
}
