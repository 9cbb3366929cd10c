using System.Threading.Channels;
using Microsoft.Extensions.Options;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Features.ErasingCases;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Catalogue;

namespace QualiPref.Complaints.Features.KeepingCases;

/// <summary>Says to the worker that somebody decided on an elimination.</summary>
internal sealed class SlipBell
{
    private readonly Channel<bool> _rung = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => _rung.Writer.TryWrite(true);

    public async Task RungAsync(CancellationToken cancellationToken) => await _rung.Reader.ReadAsync(cancellationToken);
}

/// <summary>Erases what was kept long enough, by a decision of somebody, and counts it on a slip.</summary>
internal sealed class Elimination(
    RetentionStore retention, CaseStore cases, Erasing erasing, Catalogue catalogue, SitePromises promises, IOptions<RetentionOptions> options, TimeProvider time)
{
    private const int Page = 100;

    private static readonly AuditAct Act = new(AuditKinds.Correction, "case.erase");
    private static readonly AuditActor Service = new("service", ComplaintsModule.ServiceName);

    /// <summary>What is kept how long, on the earliest day that it is at any site: overseas it is due some hours later.</summary>
    public IReadOnlyList<RetainedKind> Kinds()
    {
        var today = catalogue.Sites.Min(site => promises.Today(site.Code));
        return [.. Cases.Kinds.All.Select(kind => new RetainedKind(kind, options.Value.YearsOf(kind), today.AddYears(-options.Value.YearsOf(kind))))];
    }

    /// <summary>A decision that is carried out next.</summary>
    public DisposalSlipDocument Decide(Guid? id, string site, long due, string by, string decision) => new()
    {
        Id = id ?? Guid.CreateVersion7(time.GetUtcNow()),
        Site = site,
        DecidedAt = time.GetUtcNow().UtcDateTime,
        DecidedBy = by,
        Decision = decision,
        Due = due,
        Kinds = Kinds(),
        Running = true,
    };

    /// <summary>
    /// Carries a decision out, or goes on with it: what a death interrupts, the next round finishes. A case that something hinders stays, and is due again. Three round
    /// trips for each case.
    /// </summary>
    public async Task CarryOutAsync(DisposalSlipDocument slip, CancellationToken cancellationToken)
    {
        var after = Guid.Empty;
        IReadOnlyList<Guid> page;
        do
        {
            page = await retention.NextAsync(slip, after, Page, cancellationToken);
            foreach (var id in page) await EraseAsync(id, slip, cancellationToken);
            if (page.Count > 0) after = page[^1];
        }
        while (page.Count == Page);
        await retention.EndAsync(slip, time.GetUtcNow().UtcDateTime, cancellationToken);
    }

    private async Task EraseAsync(Guid id, DisposalSlipDocument slip, CancellationToken cancellationToken)
    {
        // It may have changed since it was found: whoever took a step keeps it.
        if (await cases.FindAsync(id, cancellationToken) is not { } document || document.History.Max(entry => entry.OccurredOn) >= slip.Kinds.Single(kind => kind.Kind == document.State.Kind).Before) return;
        if (await erasing.HindranceAsync(document, cancellationToken) is not null) return;
        var audit = AuditEntry.Of(Act, Service, AuditSubject.Of("case", id), time.GetUtcNow(), [document.State.Site],
            ("reason", CaseNames.Of(ErasureReason.Retention)), ("slip", slip.Id.ToString()));
        await erasing.TryEraseAsync(document, erasing.Mark(slip.DecidedBy, ErasureReason.Retention, slip.Id), audit, cancellationToken);
    }
}
