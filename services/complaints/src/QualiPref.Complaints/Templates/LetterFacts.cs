using System.Globalization;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Features.FilingComplaints;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Catalogue;

namespace QualiPref.Complaints.Templates;

/// <summary>The values of the fields: of a case, or to look at a letter without one.</summary>
internal static class LetterFacts
{
    /// <summary>What is known of a case; fields without a value are absent.</summary>
    /// <param name="document">The case.</param>
    /// <param name="site">Its site.</param>
    /// <param name="catalogue">Where motives have their names.</param>
    /// <param name="today">Local legal date of the site.</param>
    /// <param name="language">Language of the letter.</param>
    public static IReadOnlyDictionary<string, string> Of(CaseDocument document, Site site, Catalogue catalogue, DateOnly today, string language)
    {
        var state = document.State;
        string Day(DateOnly day) => LetterLanguages.Day(day, language);
        var found = new Dictionary<string, string?>
        {
            ["reference"] = document.Reference,
            ["nom"] = document.Filing.Contact?.Name,
            ["objet"] = document.Filing.Subject,
            ["code_suivi"] = TrackingCodes.Show(document.TrackingCode),
            ["motif"] = catalogue.Motives.FirstOrDefault(motive => motive.Code == state.Motive)?.Label,
            ["date_jour"] = Day(today),
            ["date_reception"] = Day(state.ReceivedOn),
            ["date_engagement"] = state.Kind == Kinds.Thanks ? null : Day(state.DueOn),
            ["date_silence"] = state.Kind == Kinds.Complaint ? Day(state.LegalDueOn) : null,
            ["delai"] = state.Kind == Kinds.Thanks ? null : state.DueBasis.WorkingDays.ToString(CultureInfo.InvariantCulture),
            ["service"] = site.Name,
            ["service_adresse"] = site.Letterhead is { } head ? string.Join(", ", head.Address) : null,
            ["service_courriel"] = site.Letterhead?.Email,
            ["service_telephone"] = site.Letterhead?.Phone,
            ["organisme"] = state.TransferredTo,
        };
        return found.Where(one => !string.IsNullOrWhiteSpace(one.Value)).ToDictionary(one => one.Key, one => one.Value!);
    }

    /// <summary>The sample of every field.</summary>
    /// <param name="language">Language of the letter.</param>
    public static IReadOnlyDictionary<string, string> Sample(string language) => LetterField.All.ToDictionary(
        field => field.Name,
        field => field.Kind == LetterFieldKind.Date ? LetterLanguages.Day(DateOnly.ParseExact(field.Sample, "O", CultureInfo.InvariantCulture), language) : field.Sample);
}
