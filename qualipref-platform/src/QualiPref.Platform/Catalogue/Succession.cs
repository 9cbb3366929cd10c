using System.Text.Json;
using QualiPref.Statistics;

namespace QualiPref.Platform.Catalogue;

/// <summary>
/// What a catalogue may not lose or change against the one that it is to replace. Data bear its codes, and dates, due dates and counts were taken by it;
/// and whoever read something in one catalogue finds it in every later one.
/// </summary>
internal static class Succession
{
    /// <summary>The faults of a catalogue as the successor of another, one sentence each; none when it may take its place.</summary>
    public static IReadOnlyList<string> Faults(Catalogue before, Catalogue after) =>
    [
        .. Gone("network", before.Networks, after.Networks, network => network.Code),
        .. Gone("site", before.Sites, after.Sites, site => site.Code),
        .. before.Sites.SelectMany(site => after.TryGetSite(site.Code, out var next) ? Faults(site, next) : []),
        .. before.Sites.SelectMany(site => after.TryGetSite(site.Code, out var next) ? Gone($"team of {site.Code}", site.Teams, next.Teams, team => team.Code) : []),
        .. Gone("framework", before.Frameworks, after.Frameworks, framework => framework.Code),
        .. Gone("module", before.Modules, after.Modules, module => module.Code),
        .. Gone("commitment", Commitments(before), Commitments(after), commitment => commitment.Code),
        .. Gone("motive", before.Motives, after.Motives, motive => motive.Code),
        .. Gone("gravity", before.Gravities, after.Gravities, gravity => gravity.Code),
        .. Gone("procedure", before.Procedures, after.Procedures, procedure => procedure.Code),
        .. Gone("channel of answers", before.AnswerChannels, after.AnswerChannels, channel => channel.Code),
        .. Gone("channel of complaints", before.ComplaintChannels, after.ComplaintChannels, channel => channel.Code),
        .. Gone("holiday zone", before.HolidayZones, after.HolidayZones, zone => zone),
        .. Gone("questionnaire", before.Questionnaires, after.Questionnaires, NameOf),
        .. before.Questionnaires.SelectMany(questionnaire => Faults(questionnaire, after.FindQuestionnaire(questionnaire.Code, questionnaire.Version))),
        .. Gone("indicator", before.Indicators, after.Indicators, indicator => indicator.Code),
        .. before.Indicators.SelectMany(indicator => Faults(indicator, after.Indicators.FirstOrDefault(next => next.Code == indicator.Code))),
    ];

    private static IEnumerable<Commitment> Commitments(Catalogue catalogue) => catalogue.Modules.SelectMany(module => module.Commitments);

    private static string NameOf(Questionnaire questionnaire) => FormattableString.Invariant($"{questionnaire.Code}.v{questionnaire.Version}");

    private static IEnumerable<string> Gone<T>(string what, IEnumerable<T> before, IEnumerable<T> after, Func<T, string> code) => before.Select(code)
        .Except(after.Select(code), StringComparer.Ordinal)
        .Select(gone => $"The {what} '{gone}' was taken away: data may bear its code; put it back.");

    private static IEnumerable<string> Faults(Site before, Site after)
    {
        if (after.Network != before.Network)
            yield return $"The site '{before.Code}' was moved from the network '{before.Network}' to '{after.Network}': the reports of both would change.";

        if (after.TimeZone.Id != before.TimeZone.Id)
            yield return $"The site '{before.Code}' has the timeZone {after.TimeZone.Id} instead of {before.TimeZone.Id}: the dates of its data were taken by that one.";
    }

    // Wordings too: what a person was asked stands in no other place.
    private static IEnumerable<string> Faults(Questionnaire before, Questionnaire? after)
    {
        if (after is not null && JsonSerializer.Serialize(after) != JsonSerializer.Serialize(before))
            yield return $"The questionnaire '{NameOf(before)}' was changed after its publication: copy it to the next version and change the copy.";
    }

    private static IEnumerable<string> Faults(IndicatorDefinition before, IndicatorDefinition? after)
    {
        if (after is null) yield break;
        if (after.Kind != before.Kind)
            yield return $"The indicator '{before.Code}' is of another kind: give the new one a code of its own.";

        if (after.Version < before.Version)
            yield return FormattableString.Invariant($"The indicator '{before.Code}' went back from version {before.Version} to {after.Version}.");

        if (after.Version == before.Version && MeaningOf(after) != MeaningOf(before))
            yield return FormattableString.Invariant($"The indicator '{before.Code}' measures something else under the same version: make it version {before.Version + 1}.");
    }

    private static string MeaningOf(IndicatorDefinition indicator) => JsonSerializer.Serialize(new
    {
        indicator.Unit,
        indicator.Direction,
        indicator.WorkingDays,
        indicator.Questionnaire,
        indicator.Question,
        indicator.SatisfiedOptions,
        indicator.ExcludedOptions,
    });
}
