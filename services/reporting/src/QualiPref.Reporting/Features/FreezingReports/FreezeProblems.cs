using System.Globalization;
using System.Text.Json.Nodes;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Platform.Http;
using QualiPref.Reporting.Storage;

namespace QualiPref.Reporting.Features.FreezingReports;

/// <summary>Why a freezing came to nothing; the call that waits and the operation say the same.</summary>
internal static class FreezeProblems
{
    /// <summary>Null while it is under way and when there is an edition.</summary>
    public static Problem? Of(Freezing freezing) => freezing.Step switch
    {
        FreezingStep.GivenUp => new Problem(ReportingProblems.BalanceOpen) { Detail = Detail(freezing), More = Open(freezing) },
        FreezingStep.Unreadable => new Problem(ReportingProblems.CutUnreadable),
        _ => null,
    };

    private static Words Detail(Freezing freezing) => new(
        $"{freezing.OpenRows} ligne(s) du solde restent ouvertes. {ReportingProblems.BalanceOpen.Title.French}",
        $"{freezing.OpenRows} row(s) of the balance stay open. {ReportingProblems.BalanceOpen.Title.English}");

    private static Dictionary<string, JsonNode?> Open(Freezing freezing) => new()
    {
        ["open"] = new JsonArray([.. freezing.Open.Select(Row)]),
        ["openRows"] = freezing.OpenRows,
    };

    private static JsonNode Row(OpenMonth row) => new JsonObject
    {
        ["source"] = row.Source,
        ["site"] = row.Site,
        ["month"] = row.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        ["received"] = row.Received,
        ["facts"] = row.Facts,
        ["pending"] = row.Pending,
    };
}
