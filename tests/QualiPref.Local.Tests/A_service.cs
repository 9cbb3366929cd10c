using System.Net;
using QualiPref.Testing;

namespace QualiPref.Local.Tests;

public class A_service
{
    private static readonly HttpClient Http = new();

    [Fact]
    public async Task Answers_once_started_and_again_after_a_kill()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        await using var service = new ServiceProcess(
            "service", ProjectFolder.BuiltAssembly("QualiPref.Local.TestHost"), 0, new Dictionary<string, string>(), folder["service.log"]);
        await service.StartAsync(cancel);
        var first = service.ProcessId;
        Assert.Equal(HttpStatusCode.OK, await ReadyAsync(service, cancel));

        await service.KillAsync();
        Assert.Null(service.ProcessId);
        await Assert.ThrowsAsync<HttpRequestException>(() => ReadyAsync(service, cancel));

        await service.StartAsync(cancel);
        Assert.NotEqual(first, service.ProcessId);
        Assert.Equal(HttpStatusCode.OK, await ReadyAsync(service, cancel));
        Assert.True(await service.StopAsync(), "the service had to be ended by force");
    }

    private static async Task<HttpStatusCode> ReadyAsync(ServiceProcess service, CancellationToken cancel)
    {
        using var answer = await Http.GetAsync(new Uri(service.Address + "/ready"), cancel);
        return answer.StatusCode;
    }
}
