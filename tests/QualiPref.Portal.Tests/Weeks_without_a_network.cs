using System.Net.Http.Json;
using System.Text.Json;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

/// <summary>One kiosk over the end of a year, whose clock is two days ahead, which is killed again and again, and whose line is bad when it comes back.</summary>
public sealed class Weeks_without_a_network(PortalSystem system) : IClassFixture<PortalSystem>
{
    private const string Site = "47-AGEN";

    private const int Answers = 500;

    private static readonly TimeSpan Ahead = TimeSpan.FromDays(2);

    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <summary>Numbers that the device loses: whoever looks at the fleet has to be told these and no others.</summary>
    private static readonly (int From, int To)[] Lost = [(41, 45), (200, 200), (377, 379)];

    [Fact, Long]
    public async Task Count_every_answer_once_and_in_its_year()
    {
        await using var line = await FaultyLine.StartAsync(system.Address);
        await using var device = new KioskDevice(line.Address);
        var kiosk = await system.CreateKioskAsync(Site);
        // A quarter to midnight, in Paris, of the last day of the year; nobody answers in the second of midnight, which no clock of a device can tell.
        var now = new DateTimeOffset(PortalSystem.LastYear, 12, 31, 22, 45, 30, TimeSpan.Zero);
        line.HoldsAnswers = true;
        await device.StartAsync(now + Ahead);
        await device.Page.EnrolAsync(kiosk.Code);
        await device.Page.WorksOfflineAsync();
        line.Cut = true;

        for (var kill = 1; kill <= 5; kill++)
        {
            for (var part = 0; part < 4; part++)
            {
                await device.SetClockAsync((now += TimeSpan.FromMinutes(2)) + Ahead);
                await AnswerAsync(device, 24);
            }
            if (kill is 1 or 3) await device.Page.TouchAsync("peu-satisfait");
            if (kill == 2)
            {
                await device.Page.TouchAsync("satisfait");
                // Killed while it is being kept: it is complete or partial, and one answer.
                await device.Page.EvaluateAsync("() => document.querySelector('.qp-k-btn--go').click()");
            }
            if (kill == 5) await LoseAsync(device);
            await device.KillAsync();
            await device.StartAsync((now += TimeSpan.FromMinutes(3)) + Ahead);
            await device.Page.Locator(KioskSteps.First).First.WaitForAsync();
        }
        var sofar = (await device.Page.KeptAsync()).Max(one => one.GetProperty("answer").GetProperty("sequence").GetInt32());
        await AnswerAsync(device, (Answers - sofar + 1) / 2);
        // The lid was closed for a day and two hours.
        await device.SetClockAsync((now += TimeSpan.FromHours(26)) + Ahead);
        await AnswerAsync(device, Answers - sofar + 1 - (Answers - sofar + 1) / 2);
        var kept = (await device.Page.KeptAsync()).Where(one => one.GetProperty("state").GetString() == "waiting").Select(one => one.GetProperty("answer")).ToList();
        Assert.Equal(Answers - 9, kept.Count);
        Assert.Equal(Enumerable.Range(1, Answers).Where(IsKept), kept.Select(one => one.GetProperty("sequence").GetInt32()).Order());

        await SendAsync(device, line);
        var counted = await CountedAsync(kiosk.Id);
        Assert.Equal(kept.Select(Expected).Order(StringComparer.Ordinal), counted.Order(StringComparer.Ordinal));
        Assert.InRange(counted.Count(one => one.StartsWith($"{PortalSystem.LastYear}", StringComparison.Ordinal)), 100, Answers - 100);
        Assert.InRange(counted.Count(one => one.EndsWith("partial", StringComparison.Ordinal)), 2, 3);
        var listed = await system.ListedAsync(kiosk.Id);
        Assert.Equal(Lost, listed.GetProperty("missing").EnumerateArray().Select(range => (range.GetProperty("from").GetInt32(), range.GetProperty("to").GetInt32())));
        Assert.Contains(line.Faults, fault => fault.Key != "none");
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{counted.Count} answers counted once, {counted.Count(one => one.StartsWith($"{PortalSystem.LastYear}", StringComparison.Ordinal))} of them in {PortalSystem.LastYear}, "
            + $"{counted.Count(one => one.EndsWith("partial", StringComparison.Ordinal))} partial; the line: {string.Join(", ", line.Faults.Select(fault => $"{fault.Value} {fault.Key}"))}.");
    }

    private static bool IsKept(int sequence) => !Lost.Any(range => range.From <= sequence && sequence <= range.To);

    // By the page's own controls, as fast as it goes.
    private static async Task AnswerAsync(KioskDevice device, int times) => await device.Page.EvaluateAsync(
        """
        async times => {
          const until = async selector => { for (;;) { const found = document.querySelector(selector); if (found && !found.disabled) return found; await new Promise(done => setTimeout(done, 5)); } };
          for (let n = 0; n < times; n++) {
            (await until('.qp-k-faces button:nth-child(' + (1 + n % 4) + ')')).click();
            (await until('.qp-k-row:nth-child(' + (2 + n % 5) + ') label')).click();
            (await until('.qp-k-btn--go')).click();
            (await until('.qp-k-thanks ~ .qp-k-foot .qp-k-btn')).click();
            await until('.qp-k-faces button');
          }
        }
        """,
        times);

    private static async Task LoseAsync(KioskDevice device) => await device.Page.EvaluateAsync(
        """
        async lost => {
          const wait = request => new Promise((done, failed) => { request.onsuccess = () => done(request.result); request.onerror = () => failed(request.error); });
          const database = await wait(indexedDB.open('qualipref-borne'));
          const store = database.transaction('answers', 'readwrite').objectStore('answers');
          for (const { answer } of await wait(store.getAll())) if (lost.some(({ from, to }) => from <= answer.sequence && answer.sequence <= to)) store.delete(answer.id);
          await new Promise(done => { store.transaction.oncomplete = done; });
          database.close();
        }
        """,
        Lost.Select(range => new { from = range.From, to = range.To }).ToArray());

    // Today, with the clock as wrong as it was. Two more tabs are open, and five tell at once that the network is back.
    private static async Task SendAsync(KioskDevice device, FaultyLine line)
    {
        await device.SetClockAsync(TimeProvider.System.GetUtcNow() + Ahead);
        (line.Cut, line.HoldsAnswers, line.Fails) = (false, false, true);
        for (var tab = 0; tab < 2; tab++) await (await device.Context.NewPageAsync()).GotoAsync("/borne");
        await Eventually.GoesOnToAsync(
            "everything has arrived",
            async _ =>
            {
                foreach (var page in device.Context.Pages) await page.EvaluateAsync("() => { for (let n = 0; n < 5; n++) window.dispatchEvent(new Event('online')); }");
                return await device.Page.CountKeptAsync("waiting");
            },
            waiting => waiting == 0,
            TimeSpan.FromMinutes(2),
            TestContext.Current.CancellationToken);
        Assert.Equal(0, await device.Page.CountKeptAsync("aside"));
    }

    private static string Expected(JsonElement answer)
    {
        var local = TimeZoneInfo.ConvertTime(answer.GetProperty("answeredAt").GetDateTimeOffset() - Ahead, Paris);
        return $"{local:yyyy-MM-dd} {answer.GetProperty("sequence").GetInt32():000} {answer.GetProperty("id").GetString()} {answer.GetProperty("outcome").GetString()}";
    }

    private async Task<List<string>> CountedAsync(Guid kiosk)
    {
        using var quality = system.Call("quality");
        var found = new List<string>();
        for (var next = ""; next is not null;)
        {
            var page = await quality.GetFromJsonAsync<JsonElement>($"/api/surveys/v1/responses?site={Site}&kiosk={kiosk}&status=counted&pageSize=200{next}", TestContext.Current.CancellationToken);
            found.AddRange(page.GetProperty("items").EnumerateArray().Select(one =>
                $"{one.GetProperty("date").GetString()} {one.GetProperty("sequence").GetInt32():000} {one.GetProperty("id").GetString()} {one.GetProperty("outcome").GetString()}"));
            next = page.GetProperty("next").GetString() is { } cursor ? $"&cursor={Uri.EscapeDataString(cursor)}" : null;
        }
        return found;
    }
}
