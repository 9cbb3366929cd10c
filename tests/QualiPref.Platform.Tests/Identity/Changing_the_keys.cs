using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using QualiPref.Platform.Identity;
using QualiPref.Testing;

namespace QualiPref.Platform.Tests.Identity;

/// <summary>Keys are files, which an operator changes while the processes run.</summary>
public sealed class Changing_the_keys : IDisposable
{
    private const string P384 = """
        -----BEGIN PUBLIC KEY-----
        MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEVHSXLqPLQeZ4ijS+xuO1N9qiA91Zbx3F
        63fKEc944Jg7j2g4wD2kztwwnfcjGzFG0FejyhVR7mDFKkgs4LpjoJvSpHxNFO7f
        Ju0q9UI7VgX5Mme4by28fU2//7J91KH5
        -----END PUBLIC KEY-----
        """;

    private readonly string _keys = TestKeys.New();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_new_key_signs_within_seconds_and_what_the_old_one_signed_still_holds()
    {
        await using var host = await StartAsync();
        var tokens = host.Service<PlatformTokens>();
        var before = tokens.ForKiosk(Guid.NewGuid(), 1, "91-EVRY");

        File.Delete(Path.Combine(_keys, "surveys.pem"));
        KeyFolder.Complete(_keys, ["surveys"]);
        _time.Advance(TimeSpan.FromSeconds(11));
        var after = tokens.ForKiosk(Guid.NewGuid(), 1, "91-EVRY");

        Assert.NotEqual(KeyIdOf(before), KeyIdOf(after));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(host, before));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(host, after));
    }

    [Fact]
    public async Task A_key_that_is_taken_out_of_the_set_is_believed_for_half_a_minute_at_most()
    {
        await using var host = await StartAsync();
        var token = host.Service<PlatformTokens>().ForKiosk(Guid.NewGuid(), 1, "91-EVRY");
        Assert.Equal(HttpStatusCode.OK, await AskAsync(host, token));

        // The private key is still there: whoever stole it has it too.
        File.Delete(Directory.GetFiles(_keys, "surveys.*.pub").Single());
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(host, token));
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(host, token));
    }

    [Fact]
    public async Task The_token_of_a_person_is_judged_by_the_keys_of_the_moment_each_time()
    {
        await using var host = await StartAsync();
        var token = host.Service<PlatformTokens>().ForPerson(Guid.NewGuid(), "Jeanne Martin", [new HeldRole(Roles.Agent, ["*"])]);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(host, token, "staff"));

        File.Delete(Directory.GetFiles(_keys, "portal.*.pub").Single());
        // The folder is read again after ten seconds.
        _time.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(host, token, "staff"));
    }

    [Fact]
    public async Task A_key_that_lies_beside_under_another_name_changes_nothing()
    {
        await using var host = await StartAsync();
        var before = host.Service<PlatformTokens>().ForKiosk(Guid.NewGuid(), 1, "91-EVRY");

        File.Copy(Path.Combine(TestKeys.New(), "surveys.pem"), Path.Combine(_keys, "surveys.next.pem"));
        _time.Advance(TimeSpan.FromSeconds(31));

        Assert.Equal(HttpStatusCode.OK, await AskAsync(host, before));
        Assert.Equal(KeyIdOf(before), KeyIdOf(host.Service<PlatformTokens>().ForKiosk(Guid.NewGuid(), 1, "91-EVRY")));
    }

    [Fact]
    public async Task A_service_signs_once_a_minute_and_at_once_with_a_new_key()
    {
        await using var host = await StartAsync();
        var tokens = host.Service<PlatformTokens>();
        var first = tokens.ForService("surveys");
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(first, tokens.ForService("surveys"));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotEqual(first, tokens.ForService("surveys"));

        File.Delete(Path.Combine(_keys, "surveys.pem"));
        KeyFolder.Complete(_keys, ["surveys"]);
        _time.Advance(TimeSpan.FromSeconds(11));

        Assert.NotEqual(KeyIdOf(first), KeyIdOf(tokens.ForService("surveys")));
    }

    [Theory]
    [InlineData("surveys.pem")]
    [InlineData("complaints.next.pub")]
    public async Task A_file_that_cannot_be_read_leaves_the_keys_of_before(string file)
    {
        await using var host = await StartAsync();
        var tokens = host.Service<PlatformTokens>();

        await File.WriteAllTextAsync(Path.Combine(_keys, file), "-----BEGIN half", TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(HttpStatusCode.OK, await AskAsync(host, tokens.ForKiosk(Guid.NewGuid(), 1, "91-EVRY")));
    }

    [Theory]
    [InlineData("surveys.pem", "no key", "surveys.pem cannot be read as a key in PEM")]
    [InlineData("surveys.next.pub", P384, "surveys.next.pub holds no key of the curve P-256")]
    public async Task Without_keys_that_can_be_used_nothing_starts(string file, string content, string words)
    {
        await File.WriteAllTextAsync(Path.Combine(_keys, file), content, TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(StartAsync);

        Assert.Contains("QualiPref:Identity:KeysPath", refused.Message, StringComparison.Ordinal);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_key_of_a_service_that_runs_there_it_does_not_start()
    {
        File.Delete(Path.Combine(_keys, "surveys.pem"));

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => ProbeHost.StartAsync([$"--QualiPref:Identity:KeysPath={_keys}"], name: "surveys"));

        Assert.Contains("no private key of a service that runs here", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_folder_it_says_so()
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => ProbeHost.StartAsync(["--QualiPref:Identity:KeysPath="]));

        Assert.Contains("QualiPref:Identity:KeysPath must name the folder of the platform's keys. The folder '' cannot be read", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_whose_public_half_nobody_knows_is_refused_at_the_start()
    {
        File.Copy(Path.Combine(TestKeys.New(), "surveys.pem"), Path.Combine(_keys, "surveys.pem"), overwrite: true);

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(StartAsync);

        Assert.Contains("nobody would believe what it signs", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_keys, recursive: true);

    private Task<ProbeHost> StartAsync() => ProbeHost.StartAsync([$"--QualiPref:Identity:KeysPath={_keys}"], time: _time);

    private static string KeyIdOf(string token) => new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(token).Kid;

    private static async Task<HttpStatusCode> AskAsync(ProbeHost host, string token, string what = "kiosk")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/probe/v1/{what}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
