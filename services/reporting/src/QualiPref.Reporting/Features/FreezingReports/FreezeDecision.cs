using QualiPref.Contracts.Cuts.V1;
using QualiPref.Platform.Http;
using QualiPref.Reporting.Storage;

namespace QualiPref.Reporting.Features.FreezingReports;

/// <summary>What a request to freeze means for a report as it is: the freezing that there is already, or a new one.</summary>
/// <param name="Freezing">The freezing to wait for.</param>
/// <param name="IsNew">Whether it has still to be stored.</param>
internal sealed record FreezeDecision(Freezing Freezing, bool IsNew)
{
    /// <summary>Decides.</summary>
    /// <param name="report">The report as it is.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="sites">Sites of the network by now.</param>
    /// <param name="today">Date of judgement when none is asked for.</param>
    /// <param name="now">UTC, whole milliseconds.</param>
    /// <exception cref="ProblemException">422 when the key came with another body, 409 when another freezing is under way or there are too many.</exception>
    public static FreezeDecision Of(ReportDocument report, FreezeRequest request, IReadOnlyList<string> sites, DateOnly today, DateTime now)
    {
        var key = Uuid5.Create(report.Id, request.Key);
        var attempts = report.Freezings.Where(one => one.Key == key).ToList();
        if (attempts.Count > 0 && attempts[^1].Body != request.Digest) throw new ProblemException(new Problem(CommonProblems.KeyReused));
        if (attempts.Count > 0 && (attempts[^1] is { IsUnderWay: true } or { IsParked: true } || attempts[^1].Edition is not null)) return new FreezeDecision(attempts[^1], IsNew: false);
        if (report.Freezings.FirstOrDefault(one => one.IsUnderWay) is { } other) throw new ProblemException(UnderWay(other));
        if (report.Freezings.Count >= ReportDocument.MostFreezings) throw new ProblemException(new Problem(ReportingProblems.TooManyFreezings));
        return new FreezeDecision(Begin(key, attempts.Count, request, sites, today, now), IsNew: true);
    }

    /// <summary>The request for the cut; the reasons of declared rows stay here.</summary>
    public CutRequested Request(ReportDocument report) => new()
    {
        CutId = Freezing.CutId,
        Network = report.Network,
        Period = report.Period,
        AsOf = Freezing.AsOf,
        Declared = [.. Freezing.Declared.Select(row => new DeclaredMonth(row.Source, row.Site, row.Month))],
        Sites = Freezing.Sites,
    };

    private static Freezing Begin(Guid key, int attemptsBefore, FreezeRequest request, IReadOnlyList<string> sites, DateOnly today, DateTime now) => new()
    {
        // A cut that was given up is answered for good: trying again is asking for another one.
        CutId = attemptsBefore == 0 ? key : Uuid5.Create(key, FormattableString.Invariant($"attempt {attemptsBefore + 1}")),
        Key = key,
        Body = request.Digest,
        AsOf = request.AsOf ?? today,
        Sites = sites,
        RequestedAt = now,
        Step = FreezingStep.Requested,
        Declared = request.Declared,
    };

    private static Problem UnderWay(Freezing other) => new(ReportingProblems.FreezingUnderWay)
    {
        More = new Dictionary<string, System.Text.Json.Nodes.JsonNode?> { ["operation"] = Addresses.Operation(other.CutId) },
    };
}
