using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Time.Testing;
using System.Diagnostics.Metrics;
using QualiPref.Testing;

namespace QualiPref.Platform.Tests.Limits;

/// <summary>The clock stands at the first second of a minute unless a test moves it.</summary>
public sealed class Sending_many_requests(RealEngine engine)
{
    private static readonly string NoPause = LimitedHost.Limit("LongestPause", "00:00:00");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 29, 9, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_refused_beyond_the_limit_with_when_to_come_again_and_taken_then()
    {
        await using var host = await LimitedHost.StartAsync(_time, LimitedHost.Limit("Address", 10), NoPause);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(10, await host.TakenOfAsync(12));

        using var refused = await host.SendAsync();
        Assert.Equal((HttpStatusCode)429, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(await refused.Content.ReadAsStringAsync(Token)).RootElement;
        Assert.Equal("QP-PROBE-918", problem.GetProperty("code").GetString());
        Assert.StartsWith("Trop de requêtes en une minute", problem.GetProperty("title").GetString(), StringComparison.Ordinal);

        var wait = refused.Headers.RetryAfter!.Delta!.Value;
        _time.Advance(wait - TimeSpan.FromSeconds(1));
        Assert.Equal((HttpStatusCode)429, await host.AskAsync());
        _time.Advance(TimeSpan.FromSeconds(1.1));
        Assert.Equal(HttpStatusCode.OK, await host.AskAsync());
    }

    [Fact]
    public async Task Gets_on_at_the_pace_of_the_limit_however_much_is_sent()
    {
        await using var host = await LimitedHost.StartAsync(_time, LimitedHost.Limit("Address", 60), NoPause);
        var taken = 0;
        // A hundred at a time, ten times a minute, for five minutes.
        for (var i = 0; i < 50; i++)
        {
            taken += await host.TakenOfAsync(100);
            _time.Advance(TimeSpan.FromSeconds(6));
        }
        // Sixty at once, then at each look what has become free since the one before.
        Assert.InRange(taken, 60 + 4 * 50, 60 + 5 * 60);
    }

    [Fact]
    public async Task Is_slowed_down_from_half_of_the_limit_on_before_anything_is_refused()
    {
        await using var host = await LimitedHost.StartAsync(_time, LimitedHost.Limit("Address", 10), LimitedHost.Limit("LongestPause", "00:00:02"));
        using var slowed = new MetricCollector<long>(host.Service<IMeterFactory>(), "QualiPref.Platform", "qualipref.limits.slowed");
        Assert.Equal(6, await host.TakenOfAsync(6));
        Assert.Empty(slowed.GetMeasurementSnapshot());

        // Six of ten: a fifth of the way from half to all, and so of two seconds.
        var seventh = host.AskAsync();
        await slowed.WaitForMeasurementsAsync(1, TimeSpan.FromSeconds(30));
        Assert.Equal("address", slowed.LastMeasurement!.Tags["caller"]);
        _time.Advance(TimeSpan.FromSeconds(0.39));
        Assert.False(seventh.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.02));
        Assert.Equal(HttpStatusCode.OK, await seventh);
    }

    [Fact]
    public async Task Costs_nobody_else_anything()
    {
        await using var host = await LimitedHost.StartAsync(_time, NoPause, LimitedHost.Limit("Kiosk", 3), LimitedHost.Limit("Program", 3), LimitedHost.Limit("Address", 3),
            LimitedHost.Limit("AddressSending", 3), "--QualiPref:Hosting:TrustedProxies:0=127.0.0.0/8");
        var (kiosk, other) = (LimitedHost.Kiosk(Guid.NewGuid()), LimitedHost.Kiosk(Guid.NewGuid()));
        var (person, colleague) = (ServiceHost.TokenOf(["agent"], ["*"], "Compte 1"), ServiceHost.TokenOf(["agent"], ["*"], "Compte 2"));

        Assert.Equal(3, await host.TakenOfAsync(5, token: kiosk, forwardedFor: "192.0.2.1"));
        Assert.Equal(3, await host.TakenOfAsync(5, token: other, forwardedFor: "192.0.2.1"));
        Assert.Equal(3, await host.TakenOfAsync(5, token: person, forwardedFor: "192.0.2.1"));
        Assert.Equal(3, await host.TakenOfAsync(5, token: colleague, forwardedFor: "192.0.2.1"));
        Assert.Equal(3, await host.TakenOfAsync(5, forwardedFor: "192.0.2.1"));
        Assert.Equal(3, await host.TakenOfAsync(5, HttpMethod.Put, forwardedFor: "192.0.2.1"));
        Assert.Equal(3, await host.TakenOfAsync(5, forwardedFor: "192.0.2.2"));
    }

    [Fact]
    public async Task By_a_browser_that_reports_by_itself_takes_nothing_away_from_what_people_send()
    {
        await using var host = await LimitedHost.StartAsync(_time, NoPause, LimitedHost.Limit("AddressSending", 3));

        Assert.Equal(3, await host.TakenOfReportsAsync(5));
        Assert.Equal(3, await host.TakenOfAsync(5, HttpMethod.Post));
        Assert.Equal(5, await host.TakenOfAsync(5));
    }

    [Fact]
    public async Task Counts_as_that_of_one_caller_within_a_network_of_the_sixth_version()
    {
        await using var host = await LimitedHost.StartAsync(_time, NoPause, LimitedHost.Limit("Address", 3), "--QualiPref:Hosting:TrustedProxies:0=127.0.0.0/8");

        Assert.Equal(3, await host.TakenOfAsync(3, forwardedFor: "2001:db8:0:1::1"));
        Assert.Equal(0, await host.TakenOfAsync(3, forwardedFor: "2001:db8:0:1:ffff::2"));
        Assert.Equal(3, await host.TakenOfAsync(3, forwardedFor: "2001:db8:0:2::1"));
    }

    [Fact]
    public async Task Under_addresses_that_nobody_vouches_for_is_that_of_one_caller()
    {
        await using var untrusting = await LimitedHost.StartAsync(_time, NoPause, LimitedHost.Limit("Address", 3));
        Assert.Equal(3, await untrusting.TakenOfAsync(3, forwardedFor: "192.0.2.1"));
        Assert.Equal(0, await untrusting.TakenOfAsync(3, forwardedFor: "192.0.2.2"));

        // Behind two proxies, of which the outer one only repeats what it was told before its own word.
        await using var trusting = await LimitedHost.StartAsync(_time, NoPause, LimitedHost.Limit("Address", 3),
            "--QualiPref:Hosting:TrustedProxies:0=127.0.0.0/8", "--QualiPref:Hosting:TrustedProxies:1=10.0.0.0/8");
        Assert.Equal(3, await trusting.TakenOfAsync(3, forwardedFor: "198.51.100.1, 192.0.2.1, 10.0.0.7"));
        Assert.Equal(0, await trusting.TakenOfAsync(3, forwardedFor: "198.51.100.2, 192.0.2.1, 10.0.0.8"));
    }

    [Fact]
    public async Task Is_no_matter_for_services()
    {
        await using var host = await LimitedHost.StartAsync(_time, NoPause, LimitedHost.Limit("Program", 2), LimitedHost.Limit("Address", 2));
        Assert.Equal(10, await host.TakenOfAsync(10, token: LimitedHost.OfService("complaints")));
    }

    [Fact]
    public async Task Is_no_matter_for_what_a_process_asks_itself_and_nobody_else_is_taken_for_it()
    {
        await using var databases = engine.NewPrefix();
        await using var host = await PagesHost.StartAsync(engine, databases.Value, NoPause, LimitedHost.Limit("Address", 10));
        for (var i = 0; i < 25; i++) Assert.Equal("200", await host.Http.GetStringAsync("/page", Token));

        // One more or two where a minute of the clock ends meanwhile.
        Assert.InRange(await host.CountTakenAsync(20, mark: "x"), 10, 12);
    }

    [Fact]
    public async Task Of_a_hall_of_kiosks_behind_one_address_meets_no_limit_at_three_hundred_answers_a_second()
    {
        const int Kiosks = 100, Seconds = 60, ASecond = 3;
        await using var host = await LimitedHost.StartAsync(_time);
        using var slowed = new MetricCollector<long>(host.Service<IMeterFactory>(), "QualiPref.Platform", "qualipref.limits.slowed");
        var kiosks = Enumerable.Range(0, Kiosks).Select(_ => LimitedHost.Kiosk(Guid.NewGuid()));

        var taken = await Task.WhenAll(kiosks.Select(kiosk => host.TakenOfAsync(ASecond * Seconds, HttpMethod.Put, kiosk)));

        Assert.All(taken, of => Assert.Equal(ASecond * Seconds, of));
        Assert.Empty(slowed.GetMeasurementSnapshot());
    }
}
