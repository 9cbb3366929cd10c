using System.Globalization;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.RunningWaves;

/// <summary>What somebody says of a wave.</summary>
internal sealed record WaveBody(string Title, string Questionnaire, int Version, List<string> Sites, DateOnly First, DateOnly Last, string Method, int? Target)
{
    /// <summary>Most days of a wave: what goes on for longer is the usual questionnaire of a network.</summary>
    public const int MostDays = 366;

    private const int MostSites = 200;

    /// <summary>Reads it; null when anything is wrong, which is noted with the fields.</summary>
    public static WaveBody? Read(JsonFields fields, Catalogue catalogue)
    {
        var title = fields.Text("title", 200, required: true);
        var code = fields.Text("questionnaire", 64, required: true);
        var version = (int?)fields.Integer("version", 1, int.MaxValue, required: true);
        var sites = ReadSites(fields, catalogue);
        var (first, last) = (fields.Date("first", required: true), fields.Date("last", required: true));
        var method = fields.Code("method", WaveMethods.All, required: true);
        var target = (int?)fields.Integer("target", 1, 10_000_000);
        fields.RefuseUnknown();
        if (code is not null && version is { } number) RequireVersion(fields, catalogue, code, number);
        if (last < first || last >= first?.AddDays(MostDays))
        {
            fields.Refuse("last", $"Le dernier jour vient après le premier, {MostDays} jours au plus en tout.",
                string.Create(CultureInfo.InvariantCulture, $"The last day comes after the first, at most {MostDays} days in all."));
        }
        return fields.Errors.Any ? null : new WaveBody(title!, code!, version!.Value, sites, first!.Value, last!.Value, method!, target);
    }

    /// <summary>The wave that it makes of one of before, or of none.</summary>
    public Wave ToWave(string code, long revision) => new()
    {
        Id = code,
        Revision = revision,
        Title = Title,
        Questionnaire = Questionnaire,
        Version = Version,
        Sites = Sites,
        First = First,
        Last = Last,
        Method = Method,
        Target = Target,
    };

    /// <summary>Whether a wave says the same.</summary>
    public bool SaysTheSameAs(Wave wave) =>
        (Title, Questionnaire, Version, First, Last, Method, Target) == (wave.Title, wave.Questionnaire, wave.Version, wave.First, wave.Last, wave.Method, wave.Target)
        && Sites.SequenceEqual(wave.Sites);

    private static void RequireVersion(JsonFields fields, Catalogue catalogue, string code, int version)
    {
        if (catalogue.FindQuestionnaire(code, version) is null)
            fields.Refuse("version", "Questionnaire ou version inconnus.", "Unknown questionnaire or version.");
        else if (catalogue.Publications.TryGetValue((code, version), out var publication) && publication.WithdrawnAt is not null)
            fields.Refuse("version", "Cette version a été retirée.", "This version was withdrawn.");
    }

    private static List<string> ReadSites(JsonFields fields, Catalogue catalogue)
    {
        if (fields.Array("sites", MostSites, required: true) is not { } items) return [];
        var sites = items.Select(JsonFields.TextOf).Distinct().ToList();
        if (sites.Count > 0 && sites.TrueForAll(site => catalogue.TryGetSite(site, out _))) return [.. sites.Select(site => site!).Order(StringComparer.Ordinal)];
        fields.Refuse("sites", "Une liste de sites connus est attendue.", "A list of known sites is expected.");
        return [];
    }
}
