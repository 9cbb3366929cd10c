using QualiPref.Platform.Parking;
using QualiPref.Reporting.Storage;

namespace QualiPref.Reporting.Features.FreezingReports;

/// <summary>
/// The freezings whose edition could not be built, beside what else an administrator looks through. The id here is that of the cut, which is that of
/// the operation too. One that was given up is over: it can only be asked for anew, and is no longer here.
/// </summary>
internal sealed class ParkedFreezings(ReportStore reports) : IParking
{
    public const string PlaceName = "freezings";

    // Of reports; more of them than this never waited anywhere.
    private const int Most = 200;

    public string Place => PlaceName;

    public async Task<IReadOnlyList<ParkedItem>> ListAsync(bool givenUp, int most, CancellationToken cancellationToken) => givenUp
        ? []
        : [.. (await reports.ListParkedAsync(Math.Min(most, Most), cancellationToken)).SelectMany(ItemsOf).OrderBy(item => item.ParkedAt).Take(most)];

    public async Task<long> CountAsync(CancellationToken cancellationToken) => (await ListAsync(givenUp: false, Most, cancellationToken)).Count;

    public async Task<Retried> RetryAsync(string id, CancellationToken cancellationToken)
    {
        // Somebody may change the report between reading and writing: what it is then decides.
        while (await FindAsync(id, cancellationToken) is var (report, freezing))
        {
            if (report.IsOvertaken(freezing)) return Retried.StillParked;
            if (await reports.TryRetryAsync(report, freezing, audit: null, cancellationToken)) return Retried.OnItsWay;
        }
        return Retried.NotParked;
    }

    public async Task<bool> GiveUpAsync(string id, GivenUp decision, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(decision);
        var givingUp = new GivingUp(decision.At, decision.Reason, decision.By);
        while (await FindAsync(id, cancellationToken) is var (report, freezing))
        {
            if (await reports.TryGiveUpAsync(report, freezing, givingUp, audit: null, cancellationToken)) return true;
        }
        return false;
    }

    private async Task<(ReportDocument Report, Freezing Freezing)?> FindAsync(string id, CancellationToken cancellationToken) =>
        Guid.TryParse(id, out var cut)
            && await reports.FindByCutAsync(cut, cancellationToken) is { } report
            && report.Freezings.FirstOrDefault(one => one.CutId == cut && one.IsParked) is { } freezing
            ? (report, freezing)
            : null;

    private IEnumerable<ParkedItem> ItemsOf(ReportDocument report) =>
        from freezing in report.Freezings
        where freezing.IsParked
        let overtaken = report.IsOvertaken(freezing) ? "; a later freezing overtook it, so it can only be given up" : ""
        select new ParkedItem(
            Place, freezing.CutId.ToString(), freezing.Fault!.At,
            $"the edition of report {report.Id} could not be built, the log of the service tells the cause whole: {freezing.Fault.Cause}{overtaken}", GivenUp: null);
}
