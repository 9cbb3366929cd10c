using System.Net;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Service;

/// <summary>Two replicas on one register, of which one has a site in its catalogue that the other does not know yet.</summary>
public sealed class While_a_catalogue_is_rolled_out(RealEngine engine) : IAsyncLifetime
{
    private readonly ChangingCatalogue _new = new(), _old = new();
    private RunningComplaints _ahead = null!, _behind = null!;

    public async ValueTask InitializeAsync()
    {
        _new.AddSite();
        _ahead = await RunningComplaints.StartAsync(engine, _new);
        _behind = await _ahead.BesideAsync(engine, _old);
    }

    public async ValueTask DisposeAsync()
    {
        await _behind.DisposeAsync();
        await _ahead.DisposeAsync();
        _new.Dispose();
        _old.Dispose();
    }

    [Fact]
    public async Task A_filing_of_the_new_site_has_to_come_again_where_a_token_names_it()
    {
        var agent = _behind.As("agent", ChangingCatalogue.NewSite);
        var filing = Requests.Filing(("site", ChangingCatalogue.NewSite));

        await IsNotYetAsync(await agent.FileAsync(filing));
        RollOut();

        Assert.Equal(HttpStatusCode.Created, (await agent.FileAsync(filing)).StatusCode);
    }

    [Fact]
    public async Task A_site_that_no_token_names_is_a_fault_of_the_caller() => Assert.Equal(
        HttpStatusCode.UnprocessableEntity, (await _behind.Public.FileAsync(Requests.Filing(("site", ChangingCatalogue.NewSite), ("channel", "web")))).StatusCode);

    [Fact]
    public async Task A_case_of_the_new_site_can_be_read_and_dealt_with_again_once_that_is_known()
    {
        var known = await _ahead.Handler.FiledAsync(("site", ChangingCatalogue.NewSite));

        await IsNotYetAsync(await _behind.Handler.GetAsync(new Uri($"complaints/{known.Id}", UriKind.Relative), TestContext.Current.CancellationToken));
        await IsNotYetAsync(await _behind.Handler.GetAsync(new Uri("complaints", UriKind.Relative), TestContext.Current.CancellationToken));
        await IsNotYetAsync(await _behind.Handler.TryAsync(known, "acknowledge", new { }));
        RollOut();

        Assert.Single((await _behind.Handler.GetJsonAsync("complaints")).List("items"));
        await _behind.Handler.DoAsync(known, "acknowledge", new { });
    }

    private void RollOut()
    {
        _old.AddSite();
        _behind.LookAtCatalogue();
    }

    private static async Task IsNotYetAsync(HttpResponseMessage reply)
    {
        Assert.Equal("QP-COMPLAINTS-916", (await reply.ReadAsync(HttpStatusCode.ServiceUnavailable)).Text("code"));
        Assert.Equal(TimeSpan.FromSeconds(10), reply.Headers.RetryAfter!.Delta);
    }
}
