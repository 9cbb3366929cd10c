using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Messaging;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Telemetry;

namespace QualiPref.Platform.Hosting;

/// <summary>Builds the web host of one service or of all of them: the same libraries in every shape.</summary>
public static class QualiPrefHost
{
    /// <summary>Name of the module whose pages are the root of the origin.</summary>
    public const string Portal = "portal";

    /// <summary>Runs modules until the process is told to stop.</summary>
    /// <param name="args">Command line, read as configuration.</param>
    /// <param name="modules">The services to run.</param>
    public static Task RunAsync(string[] args, params IReadOnlyList<IServiceModule> modules) => Build(args, modules).RunAsync();

    /// <summary>Builds the host without starting it.</summary>
    /// <param name="args">Command line, read as configuration.</param>
    /// <param name="modules">The services to run.</param>
    public static WebApplication Build(string[] args, params IReadOnlyList<IServiceModule> modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        AddPlatform(builder, modules);
        foreach (var module in modules) module.AddServices(builder);
        var app = builder.Build();
        UsePlatform(app, modules);
        return app;
    }

    private static void AddPlatform(WebApplicationBuilder builder, IReadOnlyList<IServiceModule> modules)
    {
        var configuration = builder.Configuration;
        AddPlainVariables(configuration);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestBody.ServerLimit;
        });
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning);
        // The handler below tells faults itself; the middleware would log refusals as errors.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.None);
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(new HostedModules(modules.Select(module => module.Name).ToHashSet(StringComparer.Ordinal)));
        services.AddExceptionHandler<FaultHandler>();
        services.AddProblemDetails();
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
            // A number is never a string, and the documents say so.
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        services.AddQualiPrefIdentity(configuration);
        services.AddCatalogue(configuration);
        services.AddHealthChecks();
        foreach (var module in modules.Where(module => module.Name != Portal)) services.AddQualiPrefOpenApi(module.Name);
        services.AddOutputCache();
        // The portal owns no data: alone, it needs neither database nor broker.
        if (modules.Any(module => module.Name != Portal)) AddStorageAndMessaging(services, configuration, modules);
        builder.AddQualiPrefTelemetry(modules);
    }

    private static void AddPlainVariables(ConfigurationManager configuration)
    {
        var plain = new Dictionary<string, string?>();
        if (configuration["QUALIPREF_MONGO"] is { Length: > 0 } mongo) plain[$"{StorageOptions.Section}:{nameof(StorageOptions.ConnectionString)}"] = mongo;
        if (configuration["QUALIPREF_RABBITMQ"] is { Length: > 0 } broker) plain[$"{MessagingOptions.Section}:{nameof(MessagingOptions.Broker)}"] = broker;
        if (configuration["urls"] is null) plain["urls"] = "http://127.0.0.1:8080";
        configuration.AddInMemoryCollection(plain);
    }

    private static void AddStorageAndMessaging(IServiceCollection services, ConfigurationManager configuration, IReadOnlyList<IServiceModule> modules)
    {
        services.AddValidatedOptions<StorageOptions>(configuration, StorageOptions.Section);
        services.AddSingleton<MongoDatabases>();
        // First of all hosted services: it prepares the databases before anything consumes.
        services.AddHostedService<StorageStart>();
        var consumers = new ConsumerList();
        foreach (var module in modules) module.AddConsumers(consumers);
        var options = configuration.GetSection(MessagingOptions.Section).Get<MessagingOptions>() ?? new MessagingOptions();
        services.AddQualiPrefMessaging(options, consumers);
    }

    private static void UsePlatform(WebApplication app, IReadOnlyList<IServiceModule> modules)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages(context => StatusPage.WriteAsync(context.HttpContext));
        app.UseAuthentication();
        app.UseAuthorization();
        app.RefuseUndeclaredParameters();
        app.UseOutputCache();
        app.MapHealthChecks("/alive", new() { Predicate = _ => false }).AllowAnybody();
        app.MapHealthChecks("/health", new()
        {
            ResultStatusCodes = { [HealthStatus.Degraded] = StatusCodes.Status200OK },
            ResponseWriter = HealthText.WriteAsync,
        }).AllowAnybody();
        if (modules.Any(module => module.Name == Portal)) app.MapDevelopmentTokens();
        foreach (var module in modules) module.MapEndpoints(GroupOf(app, module));
        if (modules.Any(module => module.Name != Portal))
        {
            app.MapOpenApi("/api/{documentName}/v1/openapi.json").AllowAnybody()
                .CacheOutput(policy => policy.AddPolicy<SameForEverybody>(), excludeDefaultPolicy: true);
        }
    }

    private static IEndpointRouteBuilder GroupOf(WebApplication app, IServiceModule module) => module.Name == Portal
        ? app
        : app.MapGroup($"/api/{module.Name}/v1").WithGroupName(module.Name);
}
