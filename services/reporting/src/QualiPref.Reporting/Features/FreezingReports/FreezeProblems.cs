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
        FreezingStep.Taken when freezing is { IsParked: true, Fault: { } fault } => NotBuilt(freezing, fault),
        FreezingStep.GivenUp when freezing.GivenUp is { } by => new Problem(ReportingProblems.FreezingGivenUp) { More = Reason(by) },
        FreezingStep.GivenUp => new Problem(ReportingProblems.BalanceOpen) { Detail = Detail(freezing), More = Open(freezing) },
        FreezingStep.Unreadable => new Problem(ReportingProblems.CutUnreadable),
        _ => null,
    };

    private static Problem NotBuilt(Freezing freezing, FreezingFault fault) => new(ReportingProblems.EditionNotBuilt)
    {
        // The cause is a word for programs and for the log: whoever reads the sentence hands it on by the member.
        Detail = new Words(
            $"{ReportingProblems.EditionNotBuilt.Title.French} {(freezing.Tries > 1 ? $"{freezing.Tries} essais ont échoué" : "Un essai a échoué")} ; le journal du service en donne la raison.",
            $"{ReportingProblems.EditionNotBuilt.Title.English} Cause: {fault.Cause}, tries: {freezing.Tries}."),
        More = new Dictionary<string, JsonNode?> { ["cause"] = fault.Cause, ["since"] = fault.At },
    };

    private static Dictionary<string, JsonNode?> Reason(GivingUp by) => new() { ["reason"] = by.Reason, ["givenUpAt"] = by.At };

    private static Words Detail(Freezing freezing) => new(
        $"{(freezing.OpenRows > 1 ? $"{freezing.OpenRows} lignes du solde restent ouvertes" : "Une ligne du solde reste ouverte")}. {ReportingProblems.BalanceOpen.Title.French}",
        $"{(freezing.OpenRows > 1 ? $"{freezing.OpenRows} rows of the balance stay open" : "One row of the balance stays open")}. {ReportingProblems.BalanceOpen.Title.English}");

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
