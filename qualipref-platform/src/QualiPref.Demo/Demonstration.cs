using System.Globalization;
using System.Text.Json;
using QualiPref.Synthetic;
using QualiPref.Synthetic.Requests;
using QualiPref.Synthetic.Sending;

namespace QualiPref.Demo;

/// <summary>What a demonstration ends with.</summary>
/// <param name="Edition">Id of the edition.</param>
/// <param name="Address">Address of its document, for whoever has the role quality.</param>
/// <param name="Table">The committee's table, line by line.</param>
public sealed record DemoResult(string Edition, string Address, IReadOnlyList<string> Table);

/// <summary>Fills a running system with a year, waits for its figures, and freezes the year's report.</summary>
/// <param name="http">Client whose base address is the origin.</param>
/// <param name="identities">Who makes the calls.</param>
/// <param name="options">What is demonstrated.</param>
/// <param name="clock">The clock.</param>
/// <param name="say">Is told how far it is, in French.</param>
public sealed class Demonstration(HttpClient http, Identities identities, DemoOptions options, TimeProvider clock, Action<string> say)
{
    private const int Parallel = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Does all of it. Broken off, a further run goes on without doubling anything.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="DemoException">It could not go on; the message says why.</exception>
    public async Task<DemoResult> RunAsync(CancellationToken cancellation)
    {
        identities.Remember(KioskMemory.Read(options.Memory, options.Origin));
        await EnrolAsync(cancellation);

        IReadOnlyList<IReadOnlyList<SyntheticRequest>> chains =
        [
            .. SyntheticYear.LostCalls(options.Answers), .. SyntheticYear.LostCalls(options.YearBefore),
            .. SyntheticYear.Chains(options.YearBefore), .. SyntheticYear.RecentCases(options.RunningYear, options.RecentlyFrom),
            .. SyntheticYear.Chains(options.Answers),
        ];
        await SendAsync(new ApiSender(http, identities, clock) { MayHaveBeenSent = true }, chains, cancellation);

        var api = new QualityApi(http, identities);
        await WaitForFiguresAsync(api, chains, cancellation);
        var edition = await YearReport.FreezeAsync(api, options, clock, cancellation);
        return new DemoResult(edition, $"{options.Origin}api/reporting/v1/editions/{edition}/document?format=html", await CommitteeTable.ReadAsync(api, edition, options.Year, cancellation));
    }

    private async Task EnrolAsync(CancellationToken cancellation)
    {
        try
        {
            foreach (var kiosk in SyntheticNetwork.Essonne.Sites.SelectMany(site => site.Kiosks))
                await identities.EnrolAsync(kiosk.Site, kiosk.Label, cancellation);
        }
        catch (HttpRequestException e) when (e.StatusCode is null)
        {
            throw new DemoException($"{options.Origin} ne répond pas ({e.Message}).");
        }
        catch (HttpRequestException e)
        {
            throw new DemoException($"Les bornes n'ont pas pu être enrôlées : {e.Message}");
        }
        KioskMemory.Write(options.Memory, options.Origin, identities.Kiosks);
    }

    private async Task SendAsync(ApiSender sender, IReadOnlyList<IReadOnlyList<SyntheticRequest>> chains, CancellationToken cancellation)
    {
        var total = chains.Sum(chain => (long)chain.Count);
        var requests = chains.SelectMany(chain => chain).ToArray();
        var answers = requests.OfType<PostBatch>().SelectMany(batch => batch.Items).Select(answer => answer.Id!.Value).Concat(requests.OfType<PutAnswer>().Select(put => put.Id)).Distinct().Count();
        var sent = requests.Sum(request => request.AnswerCount);
        var cases = requests.OfType<FileCase>().Count();
        var again = sent > answers ? $", dont certaines plusieurs fois comme le font les bornes ({Number(sent)} envois)," : "";
        say($"{Number(answers)} réponses{again} et {Number(cases)} réclamations, suggestions et remerciements, en {Number(total)} requêtes.");
        var sending = sender.SendAsync(chains, Parallel, cancellation);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(2));
        while (!sending.IsCompleted && await timer.WaitForNextTickAsync(cancellation))
            say($"  {sender.Done * 100 / total,3} %  {Number(sender.Done)} requêtes acquittées");
        await sending;
        if (sender.Faults.Count > 0)
            throw new DemoException($"{sender.Faults.Count} requêtes ont été refusées, dont :\n" + string.Join('\n', sender.Faults.Take(5)));
    }

    /// <summary>Until every answer sent stands in the figures and the balance is closed: an edition is frozen of nothing less.</summary>
    private async Task WaitForFiguresAsync(QualityApi api, IReadOnlyList<IReadOnlyList<SyntheticRequest>> chains, CancellationToken cancellation)
    {
        var expected = Counted(chains);
        var started = clock.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        // A slow machine is no fault: only what stands still is given up.
        var (counted, open, since) = (0L, 0, started);
        while (clock.GetElapsedTime(since) < Patience)
        {
            var (countedBefore, openBefore) = (counted, open);
            counted = 0;
            foreach (var year in (int[])[options.Year - 4, options.Year - 1, options.Year, options.Year + 1])
                counted += await CountedAsync(api, year, cancellation);
            open = await OpenAsync(api, cancellation);
            if ((counted, open) != (countedBefore, openBefore)) since = clock.GetTimestamp();
            if (counted >= expected && open == 0)
            {
                say(string.Create(CultureInfo.GetCultureInfo("fr-FR"), $"Tout est compté et le solde est clos, {clock.GetElapsedTime(started).TotalSeconds:0.0} s après la dernière requête."));
                return;
            }
            await timer.WaitForNextTickAsync(cancellation);
        }
        throw new DemoException($"Depuis {Patience.TotalSeconds} s plus rien n'avance : {Number(counted)} réponses sont comptées sur {Number(expected)} et {Number(open)} lignes du solde restent ouvertes ; consultez la balance de {options.Year}.");
    }

    /// <summary>Lines of the balance that do not agree, of both years of the report: an edition rests on the one and is compared with the other.</summary>
    private async Task<int> OpenAsync(QualityApi api, CancellationToken cancellation)
    {
        var open = 0;
        foreach (var year in (int[])[options.Year - 1, options.Year])
        {
            var balance = await api.GetAsync($"/api/indicators/v1/balance?network=essonne&period={year}", cancellation);
            if (!balance.GetProperty("closed").GetBoolean()) open += Math.Max(1, balance.GetProperty("rows").EnumerateArray().Count(row => !row.GetProperty("agrees").GetBoolean()));
        }
        return open;
    }

    private static async Task<long> CountedAsync(QualityApi api, int year, CancellationToken cancellation)
    {
        var figures = await api.GetAsync($"/api/indicators/v1/figures?network=essonne&period={year}&indicator=satisfaction.global", cancellation);
        var total = figures.GetProperty("items").EnumerateArray().Single(figure => figure.GetProperty("site").ValueKind == JsonValueKind.Null);
        return total.GetProperty("n").GetInt64() + total.GetProperty("excluded").GetInt64();
    }

    /// <summary>Answers that stand in some year's figures at the end: complete, neither withdrawn nor left aside.</summary>
    private static int Counted(IReadOnlyList<IReadOnlyList<SyntheticRequest>> chains)
    {
        var requests = chains.SelectMany(chain => chain).ToArray();
        var complete = requests.OfType<PostBatch>().Where(batch => batch.RestartedAs is null).SelectMany(batch => batch.Items).Select(answer => (Id: answer.Id!.Value, answer.Outcome))
            .Concat(requests.OfType<PutAnswer>().Select(put => (put.Id, put.Answer.Outcome)))
            .Where(answer => answer.Outcome != "abandoned").Select(answer => answer.Id).ToHashSet();
        complete.ExceptWith(requests.OfType<DecideAnswer>().Where(decision => decision.Decision != "accept").Select(decision => decision.Id));
        return complete.Count;
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.GetCultureInfo("fr-FR"));
}
