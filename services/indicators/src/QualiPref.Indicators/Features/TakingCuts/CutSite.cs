using Microsoft.Extensions.Options;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Http;
using QualiPref.Platform.Messaging;

namespace QualiPref.Indicators.Features.TakingCuts;

/// <summary>
/// Takes one site of a cut once its facts are what the sources stated, and asks for records again where they are not. What was read and
/// agreed on is kept until the next look, so that a site that waits for one day is not read anew for it.
/// </summary>
internal sealed class CutSite(
    CutStore cuts, CutRows rows, CutReader reader, IndicatorsDatabase database, IMessagePublisher publisher, IOptions<CutOptions> options)
{
    private const int SiteDaysPerMessage = 500;

    // The usual resending did not help twice.
    private const int TimesBeforeOverruling = 3;

    // Bounds the memory: a site that waits beside more others is read anew.
    private const int SitesRemembered = 4;

    private readonly Dictionary<(Guid Cut, string Site), SortedDictionary<DateOnly, CutMonthReading>> _read = [];

    /// <summary>Looks at a site.</summary>
    /// <param name="cut">The cut.</param>
    /// <param name="site">Code of the site.</param>
    /// <param name="before">What was done for it before, if anything.</param>
    /// <param name="isLast">The limit has passed: declared months are taken as they are.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The rows that keep it from being taken; empty when it is taken.</returns>
    public async Task<IReadOnlyList<OpenMonth>> TryTakeAsync(
        CutDocument cut, string site, CutSiteDocument? before, bool isLast, CancellationToken cancellationToken)
    {
        var months = _read.GetValueOrDefault((cut.Id, site)) ?? [];
        foreach (var month in CutPeriod.Months(cut.Period).Except(months.Keys))
        {
            months[month] = await reader.ReadAsync(site, month, cancellationToken);
        }
        // After the facts, and all at once: see CutBalance.
        var balance = new CutBalance(site, months.Values, await rows.NewestAsync(cut, site, cancellationToken));
        var open = balance.Open();
        var undeclared = isLast ? [.. open.Where(month => !cut.Declared.Contains(new DeclaredMonth(month.Source, month.Site, month.Month)))] : open;
        if (undeclared.Count == 0)
        {
            await TakeAsync(cut, site, months.Values, balance, cancellationToken);
            _read.Remove((cut.Id, site));
            return [];
        }
        Remember(cut, site, months, open);
        if (!isLast) await AskAsync(cut, site, before, [.. balance.Disagreeing], cancellationToken);
        return undeclared;
    }

    /// <summary>Forgets what was read for cuts that have ended.</summary>
    /// <param name="unfinished">The others.</param>
    public void ForgetAllBut(IReadOnlySet<Guid> unfinished)
    {
        foreach (var key in _read.Keys.Where(key => !unfinished.Contains(key.Cut)).ToList()) _read.Remove(key);
    }

    private async Task TakeAsync(
        CutDocument cut, string site, IEnumerable<CutMonthReading> months, CutBalance balance, CancellationToken cancellationToken)
    {
        var parts = new List<CutPartReference>();
        foreach (var part in months.SelectMany(month => CutPacking.Pack(month)))
        {
            var digest = await database.CutParts.PutAsync(part.Bytes, cancellationToken);
            parts.Add(new CutPartReference(digest, site, part.From, part.To, part.Facts, part.Bytes.Length));
        }
        var content = new CutSiteContent { Parts = parts, Balance = balance.Months(cut.ArrivedAt), Open = balance.Open() };
        await cuts.SetTakenAsync(cut, site, content, cancellationToken);
    }

    private void Remember(CutDocument cut, string site, SortedDictionary<DateOnly, CutMonthReading> months, IReadOnlyList<OpenMonth> open)
    {
        foreach (var month in open) months.Remove(month.Month);
        if (_read.Count < SitesRemembered) _read[(cut.Id, site)] = months;
    }

    private async Task AskAsync(
        CutDocument cut, string site, CutSiteDocument? before, IReadOnlyList<CutDayCheck> disagreeing, CancellationToken cancellationToken)
    {
        var now = await cuts.NowAsync(cancellationToken);
        if (now < (before?.AskedAt ?? cut.ArrivedAt) + options.Value.CutAskInterval) return;
        var times = (before?.Asked ?? []).ToDictionary(day => (day.Source, day.Date), day => day.Times);
        var asked = disagreeing
            .Select(day => new CutAskedDay(day.Source, day.Date, times.GetValueOrDefault((day.Source, day.Date)) + 1))
            .ToList();
        // Noted first: a death in between asks less often, never without end.
        await cuts.NoteAskedAsync(cut, site, now, asked, cancellationToken);
        await publisher.PublishAsync([.. Messages(cut, site, asked)], cancellationToken);
    }

    private static IEnumerable<OutgoingMessage<ResponsesRequested>> Messages(CutDocument cut, string site, List<CutAskedDay> asked) =>
        from days in asked.GroupBy(day => (day.Source, Overrules: day.Times >= TimesBeforeOverruling))
        from chunk in days.Chunk(SiteDaysPerMessage)
        select new OutgoingMessage<ResponsesRequested>(
            Uuid5.Create(cut.Id, string.Join(' ', chunk.Select(day => FormattableString.Invariant($"{day.Source}|{site}|{day.Date:yyyy-MM-dd}|{day.Times}")))),
            new ResponsesRequested
            {
                Source = days.Key.Source,
                SiteDays = [.. chunk.Select(day => new RequestedSiteDay(site, day.Date))],
                Overrules = days.Key.Overrules,
            });
}
