package io.vehicletelemetry.mqtt;

import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is encrypted: whom to trust, with which certificate to identify oneself, which protocols and ciphers
 * to use. The name of the broker is always checked against its certificate.
 *
 * <p><em>Immutable</em>, as far as the factories are.
 */
public final class MqttTls {

    private static final MqttTls SYSTEM = new Builder().build();

    private final @Nullable TrustManagerFactory trustManagers;
    private final @Nullable KeyManagerFactory keyManagers;
    private final List<String> protocols;
    private final List<String> ciphers;

    private MqttTls(Builder builder) {
        this.trustManagers = builder.trustManagers;
        this.keyManagers = builder.keyManagers;
        this.protocols = builder.protocols;
        this.ciphers = builder.ciphers;
    }

    /**
     * What the platform trusts, without a certificate of one's own: the default of {@code mqtts} and {@code wss}.
     *
     * @return the platform's settings
     */
    public static MqttTls system() {
        return SYSTEM;
    }

    /**
     * Starts from the platform's settings.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    @Nullable
    TrustManagerFactory trustManagers() {
        return trustManagers;
    }

    @Nullable
    KeyManagerFactory keyManagers() {
        return keyManagers;
    }

    List<String> protocols() {
        return protocols;
    }

    List<String> ciphers() {
        return ciphers;
    }

    /**
     * Sets what differs from the platform's settings.
     *
     * <p><em>Confined to one thread at a time: no locking.</em>
     */
    public static final class Builder {
        private @Nullable TrustManagerFactory trustManagers;
        private @Nullable KeyManagerFactory keyManagers;
        private List<String> protocols = List.of();
        private List<String> ciphers = List.of();

        private Builder() {}

        /**
         * Sets whom to trust.
         *
         * @param trustManagers an initialized factory, or null for the platform's certificates
         * @return this
         */
        public Builder trustManagers(@Nullable TrustManagerFactory trustManagers) {
            this.trustManagers = trustManagers;
            return this;
        }

        /**
         * Sets the certificate by which this side identifies itself.
         *
         * @param keyManagers an initialized factory, or null for none
         * @return this
         */
        public Builder keyManagers(@Nullable KeyManagerFactory keyManagers) {
            this.keyManagers = keyManagers;
            return this;
        }

        /**
         * Sets the protocols that may be used.
         *
         * @param protocols such as {@code TLSv1.3}; empty for the platform's
         * @return this
         */
        public Builder protocols(List<String> protocols) {
            this.protocols = List.copyOf(protocols);
            return this;
        }

        /**
         * Sets the ciphers that may be used.
         *
         * @param ciphers their names; empty for the platform's
         * @return this
         */
        public Builder ciphers(List<String> ciphers) {
            this.ciphers = List.copyOf(ciphers);
            return this;
        }

        /**
         * Makes the settings.
         *
         * @return the settings
         */
        public MqttTls build() {
            return new MqttTls(this);
        }
    }
}
