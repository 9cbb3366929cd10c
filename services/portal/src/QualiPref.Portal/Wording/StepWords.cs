using System.Globalization;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Access;
using QualiPref.Portal.Services;

namespace QualiPref.Portal.Wording;

/// <summary>A step of a case in words: who, when, and what it replaced.</summary>
internal static class StepWords
{
    // What follows from another value, such as the verdict, is not told: the case says it itself.
    private static readonly Dictionary<string, string> Fields = new()
    {
        ["receivedOn"] = "Reçue le",
        ["dueOn"] = "Échéance",
        ["legalDueOn"] = "Délai légal",
        ["site"] = "Site",
        ["kind"] = "Nature",
        ["channel"] = "Canal",
        ["motive"] = "Motif",
        ["module"] = "Module",
        ["gravity"] = "Gravité",
        ["founded"] = "Bien-fondé",
        ["assignee"] = "Attribuée à",
        ["team"] = "Équipe",
        ["asideUntil"] = "De côté jusqu'au",
        ["outcome"] = "Conclusion",
        ["transferredTo"] = "Autre organisme",
    };

    /// <summary>When the step was taken and by whom, such as <c>3 juillet 2026 à 14 h 05, par Bureau 2</c>.</summary>
    public static string When(CaseStep step, TimeZoneInfo zone)
    {
        var moment = step.BackDated ? $"{FrenchText.Long(step.OccurredOn)} (date indiquée par l'agent)" : FrenchText.Moment(step.At, zone);
        var by = step.By is { Length: > 0 } name ? $", par {name}" : "";
        var announced = step.AnnouncedOn is { } day ? $", nouvelle date annoncée\u00A0: {FrenchText.Long(day)}" : "";
        return moment + by + announced;
    }

    /// <summary>The day of the step.</summary>
    public static DateOnly Day(CaseStep step, TimeZoneInfo zone) => step.BackDated ? step.OccurredOn : DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(step.At, zone).DateTime);

    /// <summary>What beside its day is known of it, such as <c>à 14 h 05, par Bureau 2</c>.</summary>
    public static string How(CaseStep step, TimeZoneInfo zone) => string.Join(", ", new[]
    {
        step.BackDated ? "date indiquée par l'agent" : $"à {FrenchText.Hour(step.At, zone)}",
        step.By is { Length: > 0 } name ? $"par {name}" : null,
        step.AnnouncedOn is { } day ? $"nouvelle date annoncée\u00A0: {FrenchText.Long(day)}" : null,
    }.OfType<string>());

    /// <summary>What the step replaced, such as <c>Motif : Attente (avant : Accueil)</c>.</summary>
    public static IEnumerable<string> Changes(CaseStep step, Catalogue catalogue, Names names) =>
        from change in step.Changes
        where Fields.ContainsKey(change.Field)
        let before = change.From is null ? "" : $" (avant\u00A0: {NameOf(change.Field, change.From, catalogue, names)})"
        select $"{Fields[change.Field]}\u00A0: {NameOf(change.Field, change.To, catalogue, names)}{before}";

    private static string NameOf(string field, string? value, Catalogue catalogue, Names names) => field switch
    {
        "receivedOn" or "dueOn" or "legalDueOn" or "asideUntil" when DateOnly.TryParse(value, CultureInfo.InvariantCulture, out var day) => FrenchText.Long(day),
        "channel" => catalogue.ChannelNames().NameOf(value),
        "kind" => CaseWords.Of(CaseWords.Kinds, value),
        "site" => catalogue.SiteNames().NameOf(value),
        "motive" => catalogue.MotiveNames().NameOf(value),
        "gravity" => catalogue.GravityNames().NameOf(value),
        "module" => catalogue.ModuleNames().NameOf(value),
        "assignee" => names.Of(value),
        // A team keeps its code as long as data bear it; which site the case had then, the step does not say.
        "team" => value is null ? "Aucune" : catalogue.Sites.SelectMany(site => catalogue.TeamNames(site.Code)).NameOf(value),
        "founded" => CaseWords.Of(CaseWords.Founded, value),
        "outcome" => CaseWords.Of(CaseWords.Outcomes, value),
        _ => value ?? "–",
    };
}
