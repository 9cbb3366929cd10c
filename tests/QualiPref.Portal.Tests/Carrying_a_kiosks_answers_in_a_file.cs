using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

/// <summary>What a device cannot send is carried to the service in the files that it writes.</summary>
[Collection(AtTheCounter.Name)]
public sealed class Carrying_a_kiosks_answers_in_a_file(PortalSystem system)
{
    private const string Batches = "**/responses/batch";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Counts_each_once_whether_it_waited_was_set_aside_or_had_arrived()
    {
        const string Site = "91-ETAMPES";
        var counted = await system.CountAsync(Site, "counted");
        var kiosk = await system.CreateKioskAsync(Site);
        var page = await system.OpenAsync("/suivi");
        await page.Clock.InstallAsync();
        // It asks with an answer that the service does not know, and the service itself sets that aside.
        await page.RouteAsync("**/questionnaires/**", ChangeAsync);
        await page.GotoAsync("/borne");
        await page.EnrolAsync(kiosk.Code);
        await AnswerAsync(page, "enchante");
        await HoldsAsync(page, waiting: 0, aside: 1);

        // A proxy that takes no answer: the device sets it aside by itself.
        await page.RouteAsync(Batches, route => route.FulfillAsync(new() { Status = 413, ContentType = "text/html", Body = "Trop grand" }));
        await AnswerAsync(page, "peu-satisfait");
        await GivesUpAsync(page, aside: 2);
        await page.UnrouteAsync(Batches);
        // The service has counted it, and the device does not hear of it.
        var isCut = false;
        await page.RouteAsync(Batches, async route =>
        {
            if (!isCut) await route.FetchAsync();
            await route.AbortAsync();
        });
        await AnswerAsync(page, "satisfait");
        await Eventually.ReadsAsync("one has arrived", _ => system.CountAsync(Site, "counted"), now => now == counted + 1, cancellationToken: Token);
        isCut = true;
        await AnswerAsync(page, "pas-du-tout-satisfait");
        await HoldsAsync(page, waiting: 2, aside: 2);

        var file = await ExportAsync(page, kiosk.Pin, "Exporter");
        await Assertions.Expect(page.Locator(".qp-k-said")).ToHaveTextAsync("4 avis dans le fichier.");
        Assert.Equal(["accepted", "accepted", "duplicate", "setAside"], await ImportAsync(kiosk, file));
        Assert.Equal(["duplicate", "duplicate", "duplicate", "setAside"], await ImportAsync(kiosk, file));
        Assert.Equal(counted + 3, await system.CountAsync(Site, "counted"));
        var listed = await system.ListedAsync(kiosk.Id);
        Assert.Equal((4, 0, 1), (listed.GetProperty("lastContiguousSequence").GetInt32(), listed.GetProperty("missing").GetArrayLength(), listed.GetProperty("setAside").GetInt32()));

        // The line is back: what waits is sent too, and counts no more. What is set aside after the file was written cannot be erased with it.
        await page.UnrouteAsync(Batches);
        await page.GetByRole(AriaRole.Button, new() { Name = "Fermer" }).ClickAsync();
        await page.Clock.FastForwardAsync("01:01");
        await page.AllSentAsync();
        await page.RouteAsync(Batches, route => route.FulfillAsync(new() { Status = 413, ContentType = "text/html", Body = "Trop grand" }));
        await AnswerAsync(page, "satisfait");
        await GivesUpAsync(page, aside: 3);
        await page.OpenServiceAsync(kiosk.Pin);
        await page.GetByRole(AriaRole.Button, new() { Name = "Effacer ce qui est mis de côté" }).ClickAsync();
        await Assertions.Expect(page.Locator(".qp-k-aside li")).ToHaveCountAsync(1);
        await HoldsAsync(page, waiting: 0, aside: 1);
        Assert.Equal(counted + 3, await system.CountAsync(Site, "counted"));
    }

    [Long, Fact]
    public async Task Takes_as_many_files_as_the_service_takes_whole()
    {
        const int Answers = 1_500;
        const string Site = "91-EVRY";
        var counted = await system.CountAsync(Site, "counted");
        var kiosk = await system.CreateKioskAsync(Site);
        var page = await system.OpenKioskAsync(Site, kiosk.Code);
        await page.WorksOfflineAsync();
        await page.Context.SetOfflineAsync(true);
        await AnswerAsync(page, "satisfait");
        await MultiplyAsync(page, Answers);
        await page.ReloadAsync();

        var first = await ExportAsync(page, kiosk.Pin, "Exporter");
        await Assertions.Expect(page.Locator(".qp-k-said")).ToContainTextAsync("Fichier 1 sur 2");
        Assert.InRange(first.Length, 3_900_000, 4 * 1024 * 1024);
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Fichier suivant" }).ClickAsync());
        Assert.EndsWith("-2-sur-2.json", download.SuggestedFilename, StringComparison.Ordinal);
        var second = await File.ReadAllBytesAsync((await download.PathAsync())!, Token);
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Exporter" })).ToBeVisibleAsync();

        // The larger one by the administrator's page, which is held to the same bound.
        var admin = await system.SignInAsync("admin", $"/bornes/{kiosk.Id}");
        await admin.Locator("summary").Filter(new() { HasText = "Reprendre un fichier" }).ClickAsync();
        await admin.Locator("#Fichier").SetInputFilesAsync(new FilePayload { Name = "borne.json", MimeType = "application/json", Buffer = first });
        await admin.GetByRole(AriaRole.Button, new() { Name = "Reprendre le fichier" }).ClickAsync();
        await Assertions.Expect(admin.Locator(".fr-alert--success")).ToContainTextAsync("Fichier repris");
        var rest = await ImportAsync(kiosk, second);
        Assert.Equal(["accepted"], rest.Distinct());
        Assert.Equal(counted + Answers, await system.CountAsync(Site, "counted"));
        Assert.Equal(Answers, (await system.ListedAsync(kiosk.Id)).GetProperty("lastContiguousSequence").GetInt32());
    }

    private static async Task ChangeAsync(IRoute route)
    {
        var answer = await route.FetchAsync();
        var text = await answer.TextAsync();
        Assert.Contains("\"tres-satisfait\"", text, StringComparison.Ordinal);
        await route.FulfillAsync(new() { Response = answer, Body = text.Replace("\"tres-satisfait\"", "\"enchante\"", StringComparison.Ordinal) });
    }

    private static async Task AnswerAsync(IPage page, string option)
    {
        await page.TouchAsync(option);
        await page.FinishAsync();
        await page.NextPersonAsync();
    }

    private static async Task HoldsAsync(IPage page, int waiting, int aside) => await Eventually.ReadsAsync(
        $"{waiting} wait and {aside} are aside", async _ => (await page.CountKeptAsync("waiting"), await page.CountKeptAsync("aside")), held => held == (waiting, aside), cancellationToken: Token);

    // It tries for some minutes, in smaller and smaller batches.
    private static async Task GivesUpAsync(IPage page, int aside) => await Eventually.GoesOnToAsync(
        "the device has set it aside",
        async _ =>
        {
            await page.Clock.FastForwardAsync("01:01");
            return await page.CountKeptAsync("aside");
        },
        now => now == aside, TimeSpan.FromMinutes(1), Token);

    private static async Task<byte[]> ExportAsync(IPage page, string pin, string button)
    {
        await page.OpenServiceAsync(pin);
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync());
        return await File.ReadAllBytesAsync((await download.PathAsync())!, Token);
    }

    private async Task<IReadOnlyList<string?>> ImportAsync(MadeKiosk kiosk, byte[] file)
    {
        using var admin = system.Call("admin");
        using var content = new StringContent(Encoding.UTF8.GetString(file), Encoding.UTF8, "application/json");
        using var response = await admin.PostAsync(new Uri($"/api/surveys/v1/kiosks/{kiosk.Id}/import", UriKind.Relative), content, Token);
        var reply = await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(Token);
        return [.. reply.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("result").GetString()).Order(StringComparer.Ordinal)];
    }

    // As if so many had written as much as may be written, in letters of two and of four bytes.
    private static async Task MultiplyAsync(IPage page, int times) => await page.EvaluateAsync(
        """
        async times => {
          const wait = request => new Promise((done, failed) => { request.onsuccess = () => done(request.result); request.onerror = () => failed(request.error); });
          const database = await wait(indexedDB.open('qualipref-borne'));
          const all = database.transaction(['answers', 'enrolment'], 'readwrite');
          const answers = all.objectStore('answers');
          const kept = await wait(answers.getAll());
          const one = kept.find(each => each.state === 'waiting');
          for (const { answer, state } of kept) if (state === 'draft') answers.delete(answer.id);
          for (let sequence = 2; sequence <= times; sequence++) {
            const id = one.answer.id.slice(0, -6) + sequence.toString(16).padStart(6, '0');
            answers.put({ ...one, answer: { ...one.answer, id, sequence, comment: 'é🙂'.repeat(666) } });
          }
          const enrolment = await wait(all.objectStore('enrolment').get('current'));
          all.objectStore('enrolment').put({ ...enrolment, nextSequence: times + 1 }, 'current');
          await new Promise(done => { all.oncomplete = done; });
          database.close();
        }
        """,
        times);
}
