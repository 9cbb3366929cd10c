using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Access;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages.Reclamations;

/// <summary>What the fields of steps are chosen from.</summary>
internal static class StepOptions
{
    /// <summary>The choices of a field; null for what is typed.</summary>
    /// <param name="input">How the field is typed.</param>
    /// <param name="catalogue">Sites, motives and modules.</param>
    /// <param name="names">Who handles cases where.</param>
    /// <param name="sites">The sites of the cases that take the step: who handles cases at all of them can be given them, and a team that all have.</param>
    public static IEnumerable<KeyValuePair<string, string>>? Of(StepInput input, Catalogue catalogue, Names names, IReadOnlyList<string> sites) => input switch
    {
        StepInput.Motive => catalogue.MotiveNames(),
        StepInput.Gravity => catalogue.GravityNames(),
        StepInput.Module => catalogue.ModuleNames(),
        StepInput.Site => catalogue.SiteNames(),
        StepInput.Channel => catalogue.ChannelNames(),
        StepInput.Kind => CaseWords.Kinds,
        StepInput.Person => sites.Select(names.HandlersAt).Aggregate((those, others) => those.IntersectBy(others.Select(one => one.Key), one => one.Key)),
        StepInput.Way => DeliveryWords.Ways,
        StepInput.Team => sites.Select(catalogue.TeamNames).Aggregate((those, others) => those.IntersectBy(others.Select(one => one.Key), one => one.Key)),
        StepInput.Founded => CaseWords.Founded,
        StepInput.Outcome => CaseWords.Outcomes,
        StepInput.OpenOutcome => CaseWords.Outcomes.Where(one => one.Key is "outOfScope" or "noReplyPossible"),
        _ => null,
    };
}

/// <summary>A field of a step with what it shows.</summary>
internal sealed record StepFieldView(StepField Field)
{
    /// <summary>Tells apart fields of one name in several forms of a page.</summary>
    public string Scope { get; init; } = "";

    public string? Value { get; init; }

    public string? Error { get; init; }

    /// <summary>What it is chosen from; null for what is typed.</summary>
    public IEnumerable<KeyValuePair<string, string>>? Options { get; init; }

    /// <summary>Whether it is the text of a letter, which standard paragraphs go into.</summary>
    public bool IsLetter { get; init; }
}
