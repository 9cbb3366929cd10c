using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using QualiPref.Platform.Http;

namespace QualiPref.Platform.Tests.Http;

public sealed class Refusing_who_has_gone
{
    /// <summary>What a handler of exceptions throws is logged with the refusal as a fault of the server.</summary>
    [Fact]
    public async Task Is_no_fault_of_the_server()
    {
        await using var host = await ProbeHost.StartAsync();
        var context = new DefaultHttpContext { RequestAborted = new CancellationToken(canceled: true) };

        Assert.True(await host.Service<IExceptionHandler>().TryHandleAsync(context, new ProblemException(new Problem(CommonProblems.NotFound)), TestContext.Current.CancellationToken));
    }
}
