using System.Diagnostics;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using QualiPref.Platform.Calls;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using Yarp.ReverseProxy.Forwarder;

namespace QualiPref.Portal.Proxy;

/// <summary>Puts the services behind the portal's origin where they run as processes of their own.</summary>
internal static class ServiceProxy
{
    // A file for a case, the largest of what a service takes, with room.
    private const long LargestBody = 16 * 1024 * 1024;

    private static readonly ProblemKind Away = new("QP-*-912", StatusCodes.Status503ServiceUnavailable, new Words(
        "Ce service ne répond pas pour le moment ; renvoyez la même requête dans quelques secondes.",
        "This service does not answer for the moment; send the same request again in a few seconds."));

    private static readonly ForwarderRequestConfig Patience = new() { ActivityTimeout = TimeSpan.FromSeconds(100) };

    public static void AddServices(IServiceCollection services)
    {
        services.AddHttpForwarder();
        // The caller is told; a stack trace for each attempt while a service restarts says nothing more.
        services.AddLogging(logging => logging.AddFilter("Yarp.ReverseProxy.Forwarder", LogLevel.Error));
        services.AddSingleton(_ => new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            // As the server read them: a value beyond ASCII is the service's to judge, and no reason to say that it does not answer.
            RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
            // The service's span belongs under this hop; the caller's own headers, which are copied, would put it beside it.
            ActivityHeadersPropagator = new ReverseProxyPropagator(DistributedContextPropagator.Current),
        }));
    }

    public static void MapServices(IEndpointRouteBuilder endpoints)
    {
        var options = endpoints.ServiceProvider.GetRequiredService<IOptions<ServiceOptions>>().Value;
        foreach (var service in ServiceNames.All)
        {
            if (options.Of(service) is { } address) Map(endpoints, service, address);
        }
    }

    private static void Map(IEndpointRouteBuilder endpoints, string service, Uri address)
    {
        var destination = address.GetLeftPart(UriPartial.Authority);
        endpoints.Map($"/api/{service}/v1/{{**rest}}", (HttpContext context, IHttpForwarder forwarder, HttpMessageInvoker invoker) =>
                ForwardAsync(context, forwarder, invoker, destination))
            .ExcludeFromDescription()
            // The service behind it asks for its own.
            .AllowAnybody();
    }

    private static async Task ForwardAsync(HttpContext context, IHttpForwarder forwarder, HttpMessageInvoker invoker, string destination)
    {
        if (context.Request.ContentLength > LargestBody)
        {
            // Judged before anything is read: the server then drains the body, and the caller can read the refusal instead of a broken pipe.
            await new Problem(CommonProblems.TooLarge).ExecuteAsync(context);
            return;
        }
        // Each service sets its own, narrower limits.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = LargestBody;
        var error = await forwarder.SendAsync(context, destination, invoker, Patience, WithoutAddress.Transformer);
        if (error is ForwarderError.None || context.Response.HasStarted || context.RequestAborted.IsCancellationRequested) return;
        var tooLarge = context.Response.StatusCode == StatusCodes.Status413PayloadTooLarge;
        var problem = tooLarge ? new Problem(CommonProblems.TooLarge) : new Problem(Away) { RetryAfter = TimeSpan.FromSeconds(2) };
        await problem.ExecuteAsync(context);
    }

    /// <summary>Nobody behind the portal needs to know from where somebody calls.</summary>
    private sealed class WithoutAddress : HttpTransformer
    {
        private static readonly string[] Addresses = ["X-Forwarded-For", "X-Original-For", "X-Real-IP", "Forwarded"];

        public static WithoutAddress Transformer { get; } = new();

        public override async ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
        {
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
            foreach (var header in Addresses) proxyRequest.Headers.Remove(header);
        }
    }
}
