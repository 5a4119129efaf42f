using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Stillhound.AspNetCore;

/// <summary>Adds Stillhound to an ASP.NET Core gateway, such as one made with YARP.</summary>
/// <example>
/// <code>
/// builder.Services.AddStillhound(o =>
/// {
///     o.Server = new Uri("http://127.0.0.1:9002");
///     o.ApiKey = builder.Configuration["Stillhound:ApiKey"]!;
/// });
/// app.UseAuthentication();
/// app.UseStillhound();   // after authentication, before what serves the requests
/// </code>
/// </example>
public static class StillhoundExtensions
{
    /// <summary>Registers what the middleware needs and begins to ask the server when the application starts.</summary>
    /// <exception cref="OptionsValidationException">At the start of the application, when the options cannot work.</exception>
    public static IServiceCollection AddStillhound(this IServiceCollection services, Action<StillhoundOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<StillhoundOptions>().Configure(configure).ValidateOnStart();
        services.AddSingleton<IValidateOptions<StillhoundOptions>, StillhoundOptionsCheck>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(static _ => new StillhoundDecisions());
        services.AddSingleton<DecisionFeed>();
        services.AddHostedService(static provider => provider.GetRequiredService<DecisionFeed>());
        return services;
    }

    /// <summary>Applies the decisions to every request that comes this far.</summary>
    public static IApplicationBuilder UseStillhound(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.UseMiddleware<StillhoundMiddleware>();
    }
}
