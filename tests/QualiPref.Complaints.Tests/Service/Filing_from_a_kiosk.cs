using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using MongoDB.Driver;
using QualiPref.Complaints.Features.FilingComplaints;
using QualiPref.Complaints.Storage;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Platform.Calls;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Service;

public sealed class Filing_from_a_kiosk(RealEngine engine) : IAsyncLifetime
{
    private RunningSurveys _surveys = null!;
    private RunningComplaints _service = null!;

    public async ValueTask InitializeAsync()
    {
        _surveys = await RunningSurveys.StartAsync(engine);
        _service = await RunningComplaints.StartAsync(engine, _surveys.Address);
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _surveys.DisposeAsync();
    }

    [Fact]
    public async Task Is_refused_half_a_minute_after_its_token_was_taken_back()
    {
        var (id, token) = await _surveys.EnrolAsync(Requests.Site);
        await FiledAsync(token, HttpStatusCode.Created);
        await _surveys.RevokeAsync(id);

        _service.Time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal("QP-COMPLAINTS-020", await FiledAsync(token, HttpStatusCode.Unauthorized));
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task Is_taken_from_the_device_that_was_enrolled_last()
    {
        var (id, old) = await _surveys.EnrolAsync(Requests.Site);
        await FiledAsync(old, HttpStatusCode.Created);

        var renewed = await _surveys.EnrolAnewAsync(id);

        await FiledAsync(renewed, HttpStatusCode.Created);
        await FiledAsync(old, HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Is_refused_with_a_token_that_names_no_kiosk()
    {
        Assert.Equal("QP-COMPLAINTS-020", await FiledAsync(RunningComplaints.TokenOf("kiosk", Requests.Site), HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task Goes_on_for_a_minute_without_surveys_and_then_has_to_come_again()
    {
        var (_, known) = await _surveys.EnrolAsync(Requests.Site);
        var (_, unknown) = await _surveys.EnrolAsync(Requests.Site);
        await FiledAsync(known, HttpStatusCode.Created);
        await _surveys.StopAsync();

        _service.Time.Advance(TimeSpan.FromSeconds(45));
        await FiledAsync(known, HttpStatusCode.Created);
        Assert.Equal("QP-COMPLAINTS-021", await FiledAsync(unknown, HttpStatusCode.ServiceUnavailable));
        _service.Time.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal("QP-COMPLAINTS-021", await FiledAsync(known, HttpStatusCode.ServiceUnavailable));
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task Is_told_to_come_again_within_seconds_when_surveys_takes_its_time()
    {
        var kiosk = new DefaultHttpContext { User = new ClaimsPrincipal(new ClaimsIdentity([new("kiosk", $"{Guid.NewGuid()}"), new("enrolment", "1")], "test")) };

        var refused = await Assert.ThrowsAsync<ProblemException>(() => SlowService.IsGivenUpAsync<KioskTokens>(
            ServiceNames.Surveys, tokens => tokens.RequireCurrentAsync(Caller.Of(kiosk), TestContext.Current.CancellationToken), after: TimeSpan.FromSeconds(6),
            services => services.AddSingleton<HeardEnrolments>()));

        Assert.Equal("QP-COMPLAINTS-021", refused.Problem.Kind.CodeOf("complaints"));
    }

    private async Task<string?> FiledAsync(string token, HttpStatusCode expected)
    {
        var answer = await (await _service.With(token).FileAsync(Requests.Filing(("channel", "kiosk")))).ReadAsync(expected);
        return expected == HttpStatusCode.Created ? null : answer.Text("code");
    }

    private Task<long> CountAsync() => _service.Storage.Cases.CountDocumentsAsync(FilterDefinition<CaseDocument>.Empty, cancellationToken: TestContext.Current.CancellationToken);
}
