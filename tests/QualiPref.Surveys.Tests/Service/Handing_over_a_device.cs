using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace QualiPref.Surveys.Tests.Service;

public sealed class Handing_over_a_device(QualiPref.Testing.RealEngine engine) : IAsyncLifetime
{
    private SurveysHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await SurveysHost.StartAsync(engine);

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_device_that_still_holds_answers_enrols_with_a_code_of_its_own_kiosk_alone()
    {
        var own = await _host.EnrolAsync();
        using var admin = _host.As("admin");
        var foreign = (await CreateAsync(admin)).Text("enrolmentCode")!;

        var refused = await PostAsync(_host.Http, "kiosks/enrol", new { code = foreign, keeps = own.Id });

        Assert.Equal((HttpStatusCode.Conflict, "QP-SURVEYS-014"), (refused.StatusCode, (await refused.ReadAsync()).Text("code")));
        // The code was not used up.
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(_host.Http, "kiosks/enrol", new { code = foreign })).StatusCode);
        var code = (await (await PostAsync(admin, $"kiosks/{own.Id}/enrolment-code")).ReadAsync()).Text("enrolmentCode")!;
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(_host.Http, "kiosks/enrol", new { code, keeps = own.Id })).StatusCode);
    }

    [Fact]
    public async Task It_gets_what_it_shows_and_checks_without_network_and_learns_of_changes()
    {
        using var admin = _host.As("admin");
        var created = await CreateAsync(admin);
        var enrolled = await (await PostAsync(_host.Http, "kiosks/enrol", new { code = created.Text("enrolmentCode") })).ReadAsync();
        var settings = enrolled["settings"]!;
        Assert.Equal(("Hall", SurveysHost.Site, "Préfecture de l'Essonne (Évry)", "Europe/Paris"),
            (settings.Text("label"), settings.Text("site"), settings.Text("siteName"), settings.Text("timeZone")));
        Assert.True(Opens(settings, created.Text("pin")!));

        using var kiosk = _host.Client(enrolled.Text("accessToken"));
        var first = await GetAsync(kiosk, created.Text("id")!);
        Assert.Equal(settings.ToJsonString(), (await first.ReadAsync()).ToJsonString());
        var tag = first.Headers.ETag!.Tag;
        Assert.Equal(HttpStatusCode.NotModified, (await GetAsync(kiosk, created.Text("id")!, tag)).StatusCode);

        var pin = (await (await PostAsync(admin, $"kiosks/{created.Text("id")}/pin")).ReadAsync()).Text("pin")!;

        Assert.Matches("^[0-9]{6}$", pin);
        var changed = await (await GetAsync(kiosk, created.Text("id")!, tag)).ReadAsync();
        Assert.True(Opens(changed, pin));
        Assert.False(Opens(changed, created.Text("pin")!));
    }

    [Fact]
    public async Task What_one_kiosk_shows_and_checks_is_told_to_no_other_and_to_nobody_else()
    {
        var (one, other) = (await _host.EnrolAsync(), await _host.EnrolAsync());
        Assert.Equal(HttpStatusCode.Forbidden, (await GetAsync(other.Http, one.Id.ToString())).StatusCode);
        using var admin = _host.As("admin");
        Assert.Equal(HttpStatusCode.Forbidden, (await GetAsync(admin, one.Id.ToString())).StatusCode);
        await PostAsync(admin, $"kiosks/{one.Id}/revoke", new { reason = "Borne volée" });
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(one.Http, one.Id.ToString())).StatusCode);
        Assert.DoesNotContain("hash", (await admin.GetJsonAsync("kiosks")).ToJsonString(), StringComparison.OrdinalIgnoreCase);
    }

    // As the device does it, with nothing but what it was told.
    private static bool Opens(JsonNode settings, string pin)
    {
        var kept = settings["agentPin"]!;
        var salt = Convert.FromBase64String(kept.Text("salt")!);
        var hash = Rfc2898DeriveBytes.Pbkdf2(pin, salt, kept.Number("iterations"), HashAlgorithmName.SHA256, 32);
        return salt.Length == 16 && hash.SequenceEqual(Convert.FromBase64String(kept.Text("hash")!));
    }

    private static async Task<JsonNode> CreateAsync(HttpClient admin) =>
        await (await PostAsync(admin, "kiosks", new { site = SurveysHost.Site, label = "Hall" })).ReadAsync();

    private static async Task<HttpResponseMessage> GetAsync(HttpClient client, string kiosk, string? held = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"kiosks/{kiosk}/settings");
        if (held is not null) request.Headers.IfNoneMatch.Add(new(held));
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string address, object? body = null) =>
        client.PostAsync(address, body is null ? null : JsonContent.Create(body), TestContext.Current.CancellationToken);
}
