using QualiPref.Portal.Services;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages.Reclamations;

/// <summary>A step that a case can take, with the fields of its form.</summary>
internal sealed record CaseTransition(string Name, params IReadOnlyList<StepField> Fields)
{
    /// <summary>Names another case: people know its reference, the service its id.</summary>
    public const string Into = "into";

    public string Title => CaseWords.Transitions[Name];

    /// <summary>The field that holds the text of the letter that the step writes; null where no letter is typed.</summary>
    public string? LetterField => Name switch { "answer" => "body", "hold" or "request-information" => "text", _ => null };

    /// <summary>Whether it may announce something that is followed up.</summary>
    public bool TakesPromises => Name == "answer";

    /// <summary>The body of the call: what was typed, without what was left empty.</summary>
    public Dictionary<string, object> BodyOf(Func<string, string?> typed)
    {
        var body = new Dictionary<string, object>();
        foreach (var field in Fields.Append(StepField.OccurredOn))
        {
            if (typed(field.Name)?.ReplaceLineEndings("\n").Trim() is not { Length: > 0 } value) continue;
            body[field.Name] = field.Input == StepInput.Founded ? value == "true" : value;
        }
        return body;
    }
}

/// <summary>A field of a step.</summary>
internal sealed record StepField(string Name, string Label, StepInput Input, bool Required = true, int MaxLength = 200)
{
    /// <summary>Staff may say that a step was taken earlier than today.</summary>
    public static StepField OccurredOn { get; } = new("occurredOn", "Date réelle, si ce n'est pas aujourd'hui", StepInput.Date, Required: false);
}

/// <summary>How a field is typed.</summary>
internal enum StepInput
{
    Line,
    Text,
    Date,
    Motive,
    Module,
    Gravity,
    Founded,
    Outcome,
    OpenOutcome,
    Site,
    Channel,
    Kind,
    Person,
    Team,
    Way,
}

/// <summary>Which steps a case allows now, as the public contract's table says.</summary>
internal static class CaseTransitions
{
    private static readonly StepField Reason = new("reason", "Raison", StepInput.Text, MaxLength: 2_000);

    private static readonly StepField Way = new("way", "Comment part ce courrier", StepInput.Way, Required: false);

    private static readonly CaseTransition Acknowledge = new("acknowledge");

    private static readonly CaseTransition Qualify = new("qualify",
        new StepField("motive", "Motif", StepInput.Motive),
        new StepField("module", "Module", StepInput.Module, Required: false),
        new StepField("gravity", "Gravité", StepInput.Gravity, Required: false),
        new StepField("founded", "Bien-fondé", StepInput.Founded, Required: false));

    private static readonly CaseTransition Assign = new("assign",
        new StepField("assignee", "Attribuer à", StepInput.Person, Required: false),
        new StepField("team", "Équipe", StepInput.Team, Required: false));

    private static readonly CaseTransition Answer = new("answer",
        new StepField("subject", "Objet de la réponse", StepInput.Line),
        new StepField("body", "Texte de la réponse", StepInput.Text, MaxLength: 10_000),
        Way);

    private static readonly CaseTransition AnswerLate = Answer with
    {
        Fields = [.. Answer.Fields, new StepField("lateReason", "Cause du retard", StepInput.Line, Required: false, MaxLength: 500)],
    };

    private static readonly CaseTransition SetAside = new("set-aside",
        new StepField("until", "De côté jusqu'au", StepInput.Date),
        new StepField("note", "Ce qui est attendu d'ici là", StepInput.Line, Required: false, MaxLength: 500));

    private static readonly CaseTransition TakeUp = new("take-up");

    private static readonly CaseTransition RequestInformation = new("request-information", new StepField("text", "Ce qui manque", StepInput.Text, MaxLength: 10_000), Way);

    private static readonly CaseTransition Resume = new("resume");

    private static readonly CaseTransition Hold = new("hold",
        new StepField("text", "Texte de la réponse d'attente", StepInput.Text, MaxLength: 10_000),
        new StepField("newDate", "Nouvelle date annoncée", StepInput.Date),
        Way);

    private static readonly CaseTransition CloseAnswered = new("close", new StepField("outcome", "Conclusion", StepInput.Outcome));

    private static readonly CaseTransition CloseOpen = new("close", new StepField("outcome", "Conclusion", StepInput.OpenOutcome));

    private static readonly CaseTransition Transfer = new("transfer", new StepField("to", "Organisme", StepInput.Line), Reason);

    private static readonly CaseTransition Merge = new("merge", new StepField(CaseTransition.Into, "Référence du dossier principal", StepInput.Line, MaxLength: 100), Reason);

    private static readonly CaseTransition Correct = new("correct",
        new StepField("receivedOn", "Reçue le", StepInput.Date, Required: false),
        new StepField("channel", "Canal", StepInput.Channel, Required: false),
        new StepField("kind", "Nature", StepInput.Kind, Required: false),
        new StepField("site", "Site", StepInput.Site, Required: false),
        Reason);

    public static IReadOnlyList<CaseTransition> AllowedFor(Case one) => one.Status switch
    {
        _ when one.Erased => [],
        "answered" => [CloseAnswered, new CaseTransition("reopen", Reason), Correct],
        "closed" => [new CaseTransition("reopen", Reason), Correct],
        "merged" => [new CaseTransition("unmerge", Reason), Correct],
        var status when CaseWords.IsOpen(status) => [.. OfOpen(one)],
        _ => [Correct],
    };

    /// <summary>What can be done to several cases at once, each with the key for it.</summary>
    public static IReadOnlyList<(CaseTransition Step, string Key)> ForMany { get; } = [(Assign, "a"), (Qualify, "m"), (CloseAnswered, "c"), (Correct, "e")];

    /// <summary>The key that opens the form of a step; null for what is done rarely.</summary>
    public static string? KeyOf(CaseTransition step) =>
        step.Name == Answer.Name ? "r" : ForMany.Where(one => one.Step.Name == step.Name).Select(one => one.Key).FirstOrDefault();

    private static IEnumerable<CaseTransition> OfOpen(Case one)
    {
        var answerable = !one.Anonymous;
        if (one.AsideUntil is not null) yield return TakeUp;
        if (one.Status == "awaitingUser") yield return Resume;
        if (answerable) yield return one.Overdue ? AnswerLate : Answer;
        yield return Qualify;
        yield return Assign;
        // Elsewhere it would only fill a date that is there.
        if (one.AcknowledgedOn is null) yield return Acknowledge;
        if (answerable) yield return RequestInformation;
        if (answerable) yield return Hold;
        yield return SetAside;
        yield return CloseOpen;
        yield return Transfer;
        yield return Merge;
        yield return new CaseTransition("reject", Reason);
        yield return Correct;
    }
}
